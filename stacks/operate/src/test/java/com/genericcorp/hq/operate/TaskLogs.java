package com.genericcorp.hq.operate;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** Puts a task's lines where ECS's log driver does: a stream a task, an event a line. */
final class TaskLogs {
  private final CloudWatchLogsClient logs;
  private final String group;

  TaskLogs(CloudWatchLogsClient logs, String group) {
    this.logs = logs;
    this.group = group;
  }

  void write(String task, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    String stream = "operations/operations/" + task;
    logs.createLogStream(request -> request.logGroupName(group).logStreamName(stream));
    long now = System.currentTimeMillis();
    List<InputLogEvent> events = new ArrayList<>();
    for (String line : lines) {
      events.add(InputLogEvent.builder().timestamp(now).message(line).build());
    }
    logs.putLogEvents(
        request -> request.logGroupName(group).logStreamName(stream).logEvents(events));
  }
}
