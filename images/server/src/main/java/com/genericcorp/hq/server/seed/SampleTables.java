package com.genericcorp.hq.server.seed;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * A sample organisation's rows: all that is written of its past. Each call is given a transaction
 * as the owner of the tables, in the organisation's schema.
 */
final class SampleTables {
  /** What tables and indexes take before the first row is in them, of the size in the end. */
  private static final double EMPTY = 0.35;

  private static final int PAGE = 8_192;

  /** As the server measures it: see {@code measure_storage}. */
  private static final String SIZE =
      """
      select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c
       where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      """;

  private SampleTables() {}

  /**
   * Writes the history and its usage. Agents that are there are put right, tasks must not be there.
   */
  static void write(Handle handle, Tenant tenant, SampleHistory history) {
    writeAgents(handle, history.agents());
    writeTasks(handle, history.tasks());
    writeUsage(handle, tenant, history.usage());
  }

  private static void writeAgents(Handle handle, List<SampleHistory.Agent> agents) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (SampleHistory.Agent agent : agents) {
      rows.add(
          Map.of(
              "id", agent.id(),
              "name", agent.name(),
              "description", agent.description(),
              "created_at", agent.createdAt().toString()));
    }
    handle.execute(
        """
        insert into agents (id, name, description, created_at)
          select id, name, description, created_at from jsonb_to_recordset(?::jsonb)
            as a (id uuid, name text, description text, created_at timestamptz)
        on conflict (id) do update
          set name = excluded.name, description = excluded.description,
              created_at = excluded.created_at, archived_at = null
        """,
        Json.print(rows));
  }

  private static void writeTasks(Handle handle, List<SampleTask> tasks) {
    List<Map<String, ?>> rows = new ArrayList<>();
    List<Map<String, ?>> events = new ArrayList<>();
    for (SampleTask task : tasks) {
      rows.add(row(task));
      for (SampleTask.Event event : task.events()) {
        events.add(
            Map.of(
                "task_id", event.taskId(),
                "at", event.at().toString(),
                "kind", event.kind(),
                "detail", event.detail()));
      }
    }
    handle.execute(
        """
        insert into tasks (id, agent_id, title, status, progress, attempts, result, error,
                           created_at, started_at, finished_at, updated_at)
          select id, agent_id, title, status, progress, attempts, result, error,
                 created_at, started_at, finished_at, finished_at
            from jsonb_to_recordset(?::jsonb)
              as t (id uuid, agent_id uuid, title text, status text, progress smallint,
                    attempts smallint, result text, error text, created_at timestamptz,
                    started_at timestamptz, finished_at timestamptz)
        """,
        Json.print(rows));
    handle.execute(
        """
        insert into task_events (task_id, at, kind, detail)
          select task_id, at, kind, detail from jsonb_to_recordset(?::jsonb)
            as e (task_id uuid, at timestamptz, kind text, detail text)
           order by at
        """,
        Json.print(events));
  }

  private static Map<String, ?> row(SampleTask task) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", task.id());
    row.put("agent_id", task.agentId());
    row.put("title", task.title());
    row.put("status", task.status());
    row.put("progress", task.progress());
    row.put("attempts", task.runs().size());
    if (task.result() != null) {
      row.put("result", task.result());
    }
    if (task.error() != null) {
      row.put("error", task.error());
    }
    row.put("created_at", task.createdAt().toString());
    row.put("started_at", task.startedAt().toString());
    row.put("finished_at", task.finishedAt().toString());
    return row;
  }

  /** Usage of each hour, with the storage grown to what the tables take now. */
  private static void writeUsage(Handle handle, Tenant tenant, List<SampleUsage> usage) {
    long size = handle.select(SIZE).mapTo(Long.class).one();
    List<Map<String, ?>> rows = new ArrayList<>();
    for (SampleUsage hour : usage) {
      double share = EMPTY + (1 - EMPTY) * hour.grown();
      rows.add(
          Map.of(
              "hour", hour.hour().toString(),
              "api_calls", hour.apiCalls(),
              "task_runs", hour.taskRuns(),
              "task_seconds", hour.taskSeconds(),
              "storage_bytes", Math.min(size, Math.round(size * share / PAGE) * PAGE)));
    }
    for (String table : List.of("usage_hours", "usage_days", "usage_months")) {
      handle.execute("delete from public." + table + " where tenant_id = ?", tenant.id());
    }
    handle.execute(
        """
        insert into public.usage_hours as u
            (tenant_id, hour, api_calls, task_runs, task_seconds, storage_bytes)
          select ?, hour, api_calls, task_runs, task_seconds, storage_bytes
            from jsonb_to_recordset(?::jsonb)
              as h (hour timestamptz, api_calls bigint, task_runs bigint,
                    task_seconds double precision, storage_bytes bigint)
        on conflict (tenant_id, hour) do update
          set api_calls = u.api_calls + excluded.api_calls,
              task_runs = u.task_runs + excluded.task_runs,
              task_seconds = u.task_seconds + excluded.task_seconds,
              storage_bytes = greatest(u.storage_bytes, excluded.storage_bytes)
        """,
        tenant.id(),
        Json.print(rows));
    handle.execute(
        "update public.tenants set storage_bytes = ?, storage_measured_at = now() where id = ?",
        size,
        tenant.id());
  }
}
