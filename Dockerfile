# One image; its commands are those of `suyuan`. What is installed is fixed by hash in requirements/.
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/suyuan
WORKDIR /src
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN /opt/suyuan/bin/pip install --require-hashes -r requirements/build.txt -r requirements/runtime.txt
COPY pyproject.toml README.md ./
COPY cypher cypher
COPY graph_api graph_api
COPY loaders loaders
COPY suyuan suyuan
RUN /opt/suyuan/bin/pip install --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/suyuan --create-home suyuan
COPY --from=build /opt/suyuan /opt/suyuan
ENV PATH=/opt/suyuan/bin:$PATH SUYUAN_DATA_DIR=/var/lib/suyuan/data PYTHONUNBUFFERED=1
USER suyuan
WORKDIR /var/lib/suyuan
EXPOSE 8000
STOPSIGNAL SIGTERM
ENTRYPOINT ["suyuan"]
CMD ["serve", "--host", "0.0.0.0"]
