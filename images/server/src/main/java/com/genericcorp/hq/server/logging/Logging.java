package com.genericcorp.hq.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** Where log lines go, and from which level on. */
public final class Logging {
  /** The names under which a thread's organisation and request stand in its log lines. */
  public static final String TENANT = "tenant";

  public static final String REQUEST = "request";

  private static final String OURS = "com.genericcorp.hq";

  private Logging() {}

  /**
   * As the application contract wants it of {@code serve}: on standard output, our own lines from
   * INFO on, libraries' from WARN on, each with the environment's name.
   */
  public static void serve(String environment) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    configure(context, ConsoleTarget.SystemOut, environment);
    context.getLogger(OURS).setLevel(Level.INFO);
  }

  /** Writes a line that has its own format, whole between the lines of the log. */
  public static void line(String json) {
    byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  static void warningsOnStandardError(LoggerContext context) {
    configure(context, ConsoleTarget.SystemErr, "");
  }

  private static void configure(LoggerContext context, ConsoleTarget target, String environment) {
    JsonLines encoder = new JsonLines(environment);
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget(target.getName());
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    // The first two warn of each malformed request in the sender's words, the third of each lost
    // connection with a stack trace; access lines, workers and readiness say it all.
    context.getLogger("org.eclipse.jetty.http.HttpParser").setLevel(Level.ERROR);
    context.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.ERROR);
    context.getLogger("com.zaxxer.hikari.pool.ProxyConnection").setLevel(Level.ERROR);
  }
}
