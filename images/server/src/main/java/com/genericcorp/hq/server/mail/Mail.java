package com.genericcorp.hq.server.mail;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.config.Secret;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends letters, where SMTP is configured. A mail server that is slow or gone costs whoever waits
 * five seconds, and never what the letter is about.
 */
public final class Mail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mail.class);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);
  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 20;
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Optional<SmtpSettings> settings;
  private final ThreadPoolExecutor senders;

  public Mail(Optional<SmtpSettings> settings) {
    this.settings = settings;
    this.senders =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "mail");
              thread.setDaemon(true);
              return thread;
            });
    senders.allowCoreThreadTimeOut(true);
  }

  /**
   * Sends a letter; false when it was not sent within five seconds, no SMTP is configured, or
   * nobody can receive it, as with checks' and samples' people.
   */
  public boolean send(Letter letter) {
    if (settings.isEmpty() || !letter.to().canReceive()) {
      return false;
    }
    try {
      Future<?> sending = senders.submit(() -> deliver(settings.get(), letter));
      try {
        sending.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException tooSlow) {
        sending.cancel(true);
        LOG.warn("A mail was not sent: the mail server takes too long.");
      }
    } catch (RejectedExecutionException full) {
      LOG.warn("A mail was not sent: too many wait already.");
    } catch (ExecutionException failed) {
      // By its kind: the mail server's words may quote the recipient.
      LOG.warn("A mail was not sent: {}.", kind(failed));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static String kind(Throwable problem) {
    Throwable last = problem;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return last.getClass().getSimpleName();
  }

  private static void deliver(SmtpSettings settings, Letter letter) {
    try {
      Session session = Session.getInstance(properties(settings));
      MimeMessage message = message(session, settings, letter);
      try (Transport transport = session.getTransport("smtp")) {
        Secret password = settings.password();
        if (settings.user().isEmpty() || password == null) {
          transport.connect();
        } else {
          transport.connect(settings.user(), password.reveal());
        }
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException problem) {
      throw new Failed(problem, "the mail was not sent");
    }
  }

  private static MimeMessage message(Session session, SmtpSettings settings, Letter letter)
      throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(settings.from().value(), true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to().value(), true));
    // Whatever is in it is encoded: it cannot end its line.
    message.setSubject(letter.subject(), UTF_8);
    message.setText(letter.text(), UTF_8);
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setSentDate(new Date());
    message.saveChanges();
    return message;
  }

  private static Properties properties(SmtpSettings settings) {
    Properties properties = new Properties();
    String silence = Long.toString(LONGEST_SILENCE.toMillis());
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", silence);
    properties.put("mail.smtp.timeout", silence);
    properties.put("mail.smtp.writetimeout", silence);
    properties.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    boolean startTls = settings.tls() == SmtpSettings.Tls.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
    properties.put(
        "mail.smtp.ssl.enable", Boolean.toString(settings.tls() == SmtpSettings.Tls.TLS));
    properties.put("mail.mime.allowutf8", "false");
    return properties;
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
