package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.database.Columns;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** An organisation's tasks by when they changed, oldest change first. */
public final class TaskChanges {
  /** What the database announces changes on; each with the organisation's and the task's id. */
  public static final String CHANNEL = "task_changed";

  private TaskChanges() {}

  /** The tasks with these ids, as they are now. */
  public static List<Task> of(Handle handle, Collection<UUID> ids) {
    handle.registerArrayType(UUID.class, "uuid");
    return handle
        .createQuery(
            "select " + Tasks.COLUMNS + " from tasks where id = any(:ids) order by updated_at, id")
        .bindArray("ids", UUID.class, ids)
        .map((row, context) -> Tasks.task(row))
        .list();
  }

  /** What has changed later than this, at most so many. */
  public static List<Task> since(Handle handle, Instant time, int most) {
    return handle
        .createQuery(
            "select "
                + Tasks.COLUMNS
                + " from tasks where updated_at > :time order by updated_at, id limit :most")
        .bind("time", OffsetDateTime.ofInstant(time, ZoneOffset.UTC))
        .bind("most", most)
        .map((row, context) -> Tasks.task(row))
        .list();
  }

  /** The database's clock, by which changes are dated. */
  public static Instant now(Handle handle) {
    return handle
        .createQuery("select clock_timestamp() as now")
        .map((row, context) -> Columns.instant(row, "now"))
        .one();
  }
}
