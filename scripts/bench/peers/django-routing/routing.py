"""A read in a transaction after django-tenants has set the schema, against the same read with a qualified name.

Both by Django, in turn, organisations in a random order. Says what setting the schema adds, as Routing.java does of ours.
"""

import os
import random
import time

import django
from django.conf import settings

ROUNDS = 10_000
READ = "select id, name from %sagents where created_at < now() order by id limit 10"


def database(engine):
    return {
        "ENGINE": engine,
        "HOST": os.environ["PGHOST"],
        "PORT": os.environ["PGPORT"],
        "NAME": os.environ["PGDATABASE"],
        "USER": os.environ["PGUSER"],
        "PASSWORD": os.environ["PGPASSWORD"],
        "CONN_MAX_AGE": None,
    }


# Its default sets the path for every cursor; once for a change of tenant is its faster setting.
settings.configure(
    DATABASES={
        "default": database("django_tenants.postgresql_backend"),
        "plain": database("django.db.backends.postgresql"),
    },
    DATABASE_ROUTERS=["django_tenants.routers.TenantSyncRouter"],
    INSTALLED_APPS=["django.contrib.contenttypes"],
    TENANT_LIMIT_SET_CALLS=True,
    USE_TZ=True,
)
django.setup()

from django.db import connections, transaction  # noqa: E402


def median(times):
    return sorted(times)[len(times) // 2] * 1000


def p99(times):
    return sorted(times)[int(len(times) * 0.99)] * 1000


def read(using, sql):
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()


def main():
    with connections["plain"].cursor() as cursor:
        cursor.execute("select schema_name from public.tenants order by slug")
        schemas = [row[0] for row in cursor.fetchall()]
    routed, plain = [], []
    chance = random.Random(1)
    for turn in range(ROUNDS + ROUNDS // 5):
        schema = chance.choice(schemas)
        start = time.perf_counter()
        connections["default"].set_schema(schema)
        read("default", READ % "")
        middle = time.perf_counter()
        read("plain", READ % (schema + "."))
        end = time.perf_counter()
        if turn >= ROUNDS // 5:
            routed.append(middle - start)
            plain.append(end - middle)
    print("django-tenants: read %.3f ms (p99 %.3f), without routing %.3f ms (p99 %.3f): routing costs %.3f ms"
          % (median(routed), p99(routed), median(plain), p99(plain), median(routed) - median(plain)))


main()
