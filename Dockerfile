# The portal under gunicorn, as a user without rights. Two stages: the tools that install stay behind.

FROM python:3.13-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6 AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements/run.txt requirements/run.txt
RUN /venv/bin/pip install --require-hashes --requirement requirements/run.txt
COPY . .
# The key below signs nothing: collecting files needs settings, and settings need a key.
RUN /venv/bin/python scripts/compile_messages.py \
 && SECRET_KEY=only-to-collect-the-static-files /venv/bin/python manage.py collectstatic --no-input \
 && /venv/bin/python -m compileall -q portal procedures questionnaire

FROM python:3.13-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# What draws a PDF, and the letters of French and Arabic.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
 && install --directory --owner=portal /state
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER portal
EXPOSE 8000
# /sante/ answers 503 while nothing is published.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "scripts/check_health.py"]
CMD ["gunicorn", "--config", "scripts/gunicorn.conf.py", "portal.wsgi"]
