"""Times of django-tenants: making tenants, migrating them by three statements, nothing to do."""

import os
import statistics
import subprocess
import sys
import time

import django

SHARED = """
create function public.touch_task() returns trigger language plpgsql as
  $$ begin new.updated_at := clock_timestamp(); return new; end $$;
create function public.access_changed() returns trigger language plpgsql as
  $$ begin return null; end $$;
"""


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def migrate(executor):
    """As an operator does: one process, so that Django's start is in it once, as ours is not."""
    from django.core.management import call_command

    return seconds(lambda: call_command("migrate_schemas", "--tenant", executor=executor, verbosity=0))


def begin():
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate_schemas", "--shared", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(SHARED)


def create(tenants):
    from customers.models import Customer

    times = []
    for number in range(tenants):
        # Without its schema's second version, which comes later.
        times.append(
            seconds(lambda n=number: Customer(schema_name=f"c{n}", name=f"c{n}").save(verbosity=0))
        )
    times.sort()
    print(
        f"django-tenants, {tenants} tenants: create, median {statistics.median(times) * 1e3:.1f} ms,"
        f" p99 {times[int(0.99 * (tenants - 1))] * 1e3:.1f} ms",
        flush=True,
    )


def forget_the_second():
    """The empty second version was made with each tenant: it is to be made again, with its SQL."""
    from django.db import connection

    from customers.models import Customer

    with connection.cursor() as cursor:
        for customer in Customer.objects.all():
            cursor.execute(
                f'delete from "{customer.schema_name}".django_migrations where name = %s',
                ["0002_labels"],
            )


def undo(tenants):
    from django.db import connection

    with connection.cursor() as cursor:
        for number in range(tenants):
            cursor.execute(f"drop table c{number}.labels; alter table c{number}.tasks drop column due_at")
    forget_the_second()


def tell(what, taken, tenants):
    each = taken / tenants
    print(
        f"django-tenants, {tenants} tenants: {what} {taken:.2f} s, so {each * 10_000:.0f} s for 10,000",
        flush=True,
    )


def second_part(tenants):
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    django.setup()
    forget_the_second()
    tell("three statements, standard executor", migrate("standard"), tenants)
    undo(tenants)
    tell("three statements, multiprocessing executor", migrate("multiprocessing"), tenants)
    tell("nothing to do, multiprocessing executor", migrate("multiprocessing"), tenants)
    tell("nothing to do, standard executor", migrate("standard"), tenants)


def main():
    tenants = int(sys.argv[1])
    if os.environ.get("PEER_LABELS"):
        second_part(tenants)
        return
    begin()
    create(tenants)
    subprocess.run(
        [sys.executable, __file__, str(tenants)], env={**os.environ, "PEER_LABELS": "1"}, check=True
    )


main()
