package com.genericcorp.hq.operate.task;

import com.genericcorp.hq.cli.sealed.SealedReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * A task's lines in CloudWatch Logs, in which both of its outputs come together: sealed lines are
 * what it printed, all else its standard error.
 */
final class TaskLog {
  private final CloudWatchLogsClient logs;
  private final String group;
  private final String stream;
  private final SealedReader reader;
  private final Consumer<String> plain;
  private @Nullable String token;

  TaskLog(
      CloudWatchLogsClient logs,
      String group,
      String stream,
      SealedReader reader,
      Consumer<String> plain) {
    this.logs = logs;
    this.group = group;
    this.stream = stream;
    this.reader = reader;
    this.plain = plain;
  }

  /** Takes the lines that have come since. */
  void read() {
    try {
      while (readPage()) {
        // The next page.
      }
    } catch (ResourceNotFoundException notYet) {
      // The stream begins with the first line.
    }
  }

  private boolean readPage() {
    GetLogEventsResponse page =
        logs.getLogEvents(
            request ->
                request
                    .logGroupName(group)
                    .logStreamName(stream)
                    .startFromHead(true)
                    .nextToken(token));
    for (OutputLogEvent event : page.events()) {
      String line = event.message();
      if (SealedReader.isSealed(line)) {
        reader.accept(line);
      } else {
        plain.accept(line);
      }
    }
    // At the end the token stays as it is.
    boolean more = !page.nextForwardToken().equals(token);
    token = page.nextForwardToken();
    return more;
  }

  @Override
  public String toString() {
    return "log group " + group + ", stream " + stream;
  }
}
