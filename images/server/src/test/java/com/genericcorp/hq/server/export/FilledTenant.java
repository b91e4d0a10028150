package com.genericcorp.hq.server.export;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An organisation with rows that are hard to copy, and what its tables come to. */
public final class FilledTenant {
  private static final List<String> TABLES =
      List.of(
          "agents",
          "tasks",
          "task_events",
          "api_keys",
          "users",
          "invitations",
          "sessions",
          "idempotency_keys");

  private FilledTenant() {}

  /** Makes an organisation with this many tasks. */
  public static Tenant make(TestInstallation installation, String slug, int tasks) {
    Tenant tenant = installation.create(slug);
    String schema = tenant.schema();
    installation.asSuperuser(
        "set search_path = " + schema,
        "insert into agents (name, description) values"
            + " ('tab', E'a\\tb\\\\N\\r\\n\\\\.'), ('umlaut', 'äöü 😀 \"\"'), ('empty', '')",
        "insert into tasks (agent_id, title, simulation, result, status, updated_at, created_at)"
            + " select (select id from agents where name = 'tab'), 'task ' || n || E'\\n\\\\',"
            + " '{\"a\": [1, null, \"x\\\\n\"]}', repeat('r', n % 300), 'queued', now(),"
            + " timestamptz '1999-12-31 23:59:59.123456+00' + n * interval '1 hour'"
            + " from generate_series(1, "
            + tasks
            + ") n",
        "insert into task_events (task_id, kind, detail)"
            + " select id, 'made', E'\\\\.\\n' || title from tasks",
        "insert into users (email, role) values ('ada@example.com', 'owner')",
        "insert into invitations (user_id, secret_hash, expires_at)"
            + " select id, '\\x00ff5c0a'::bytea, 'infinity' from users",
        "insert into idempotency_keys (caller, key, request_hash) values"
            + " ('b', 'Z', '\\x00'), ('B', 'a', '\\x0a'), ('ä', 'z', '\\x5c'), ('_', '', '\\xff')",
        "insert into public.jobs (tenant_id, task_id, run_at, attempt)"
            + " select '"
            + tenant.id()
            + "', id, created_at, 2 from tasks order by id limit 7",
        "insert into public.usage_hours (tenant_id, hour, api_calls, task_seconds)"
            + " select '"
            + tenant.id()
            + "', timestamptz '2026-01-01 00:00Z' + n * interval '1 hour', n, n / 3.0"
            + " from generate_series(1, 50) n");
    return tenant;
  }

  /** Each table's rows and a checksum that PostgreSQL makes of them by another way than ours. */
  public static Map<String, String> contents(TestInstallation installation, Tenant tenant) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String table : TABLES) {
      contents.put(
          table,
          installation.value(
              "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')"
                  + " from "
                  + tenant.schema()
                  + "."
                  + table
                  + " t"));
    }
    contents.put(
        "sequence",
        installation.value(
            "select last_value || ' ' || is_called from "
                + tenant.schema()
                + ".task_events_id_seq"));
    contents.put(
        "jobs",
        installation.value(
            "select count(*) || ' ' || coalesce(md5(string_agg(task_id::text || run_at || attempt, '|'"
                + " order by task_id)), '') from public.jobs where tenant_id = '"
                + tenant.id()
                + "'"));
    return contents;
  }
}
