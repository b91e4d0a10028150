package com.genericcorp.hq.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.mail.SmtpServer.Manner;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Letters through a real SMTP connection. */
class MailTest {
  private static final EmailAddress ADA = new EmailAddress("ada@example.com");
  private static final EmailAddress FROM = new EmailAddress("hq@example.com");

  @Test
  void anInvitationIsMailed() throws Exception {
    try (SmtpServer smtp = new SmtpServer(Manner.KIND);
        TestInstallation installation = TestInstallation.migrated()) {
      String key =
          installation
              .creation
              .create(new Slug("acme"), "Acme Größe 😀", "free", "first")
              .key()
              .reveal();
      try (TestService service = service(installation, smtp)) {
        Reply reply = invite(service, key);
        assertThat(reply.json().at("/invitation/mailed").asBoolean()).isTrue();
        assertThat(smtp.commands)
            .contains("MAIL FROM:<hq@example.com>", "RCPT TO:<ada@example.com>");
        var mail =
            new MimeMessage(
                null, new ByteArrayInputStream(smtp.mails.get(0).getBytes(StandardCharsets.UTF_8)));
        assertThat(mail.getSubject()).isEqualTo("Join Acme Größe 😀 on AgentHQ");
        assertThat(mail.getContent().toString())
            .contains(reply.json().at("/invitation/url").asText())
            .contains("Acme Größe 😀");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      }
    }
  }

  @Test
  void aMailServerThatFailsIsNoFailureOfTheInvitation() {
    try (TestInstallation installation = TestInstallation.migrated()) {
      String key = installation.createWithKey("acme").reveal();
      for (Manner manner : new Manner[] {Manner.SILENT, Manner.DRIBBLING, Manner.REFUSING}) {
        try (SmtpServer smtp = new SmtpServer(manner);
            TestService service = service(installation, smtp)) {
          long begun = System.nanoTime();
          Reply reply =
              service.ask(
                  "POST",
                  "/api/users",
                  "acme",
                  key,
                  "{\"email\":\"%s@example.com\",\"role\":\"reader\"}".formatted(manner));
          assertThat(reply.status()).as(reply.body()).isEqualTo(201);
          assertThat(reply.json().at("/invitation/mailed").asBoolean()).isFalse();
          assertThat(reply.json().at("/invitation/url").asText()).contains("#inv_");
          assertThat(Duration.ofNanos(System.nanoTime() - begun))
              .isLessThan(Duration.ofSeconds(12));
        }
      }
    }
  }

  @Test
  void manyLettersToASilentServerHoldUpFewThreads() {
    try (SmtpServer smtp = new SmtpServer(Manner.SILENT);
        Mail mail = new Mail(Optional.of(settings(smtp, SmtpSettings.Tls.NONE)))) {
      long begun = System.nanoTime();
      IntStream.range(0, 60)
          .mapToObj(one -> new Thread(() -> mail.send(new Letter(ADA, "s", "t"))))
          .peek(Thread::start)
          .toList()
          .forEach(MailTest::join);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("mail"))
          .hasSizeLessThanOrEqualTo(6);
    }
  }

  @Test
  void withoutTheTlsThatIsAskedForNothingIsSaid() {
    try (SmtpServer smtp = new SmtpServer(Manner.KIND);
        Mail startTls = new Mail(Optional.of(settings(smtp, SmtpSettings.Tls.STARTTLS)));
        Mail tls = new Mail(Optional.of(settings(smtp, SmtpSettings.Tls.TLS)))) {
      assertThat(startTls.send(new Letter(ADA, "s", "t"))).isFalse();
      assertThat(tls.send(new Letter(ADA, "s", "t"))).isFalse();
      assertThat(smtp.mails).isEmpty();
      assertThat(smtp.commands).noneMatch(line -> line.startsWith("AUTH"));
    }
  }

  @Test
  void nothingInALetterAddsAHeader() throws Exception {
    String evil = "Acme\r\nBcc: victim@example.com\r\n\r\nHello \u2028 Bcc: x@y";
    Letter letter = Letter.invitation(ADA, evil, "https://x", Instant.now());
    try (SmtpServer smtp = new SmtpServer(Manner.KIND);
        Mail mail = new Mail(Optional.of(settings(smtp, SmtpSettings.Tls.NONE)))) {
      assertThat(mail.send(letter)).isTrue();
      assertThat(smtp.commands).filteredOn(line -> line.startsWith("RCPT")).hasSize(1);
      String head = smtp.mails.get(0).substring(0, smtp.mails.get(0).indexOf("\n\n"));
      assertThat(head.lines()).noneMatch(line -> line.regionMatches(true, 0, "Bcc", 0, 3));
    }
  }

  @Test
  void nothingIsSentToNamesThatAreReservedForExamples() {
    try (SmtpServer smtp = new SmtpServer(Manner.KIND);
        Mail mail = new Mail(Optional.of(settings(smtp, SmtpSettings.Tls.NONE)))) {
      for (String email : new String[] {"verify@probe.invalid", "ada.bauer@acme.example"}) {
        assertThat(mail.send(new Letter(new EmailAddress(email), "s", "t"))).isFalse();
      }
      assertThat(smtp.commands).isEmpty();
    }
  }

  @Test
  void theSettingsComeFromTheContractsVariables() {
    assertThat(SmtpSettings.of(new Variables(Map.of()))).isEmpty();
    SmtpSettings settings =
        SmtpSettings.of(
                new Variables(
                    Map.of(
                        "SMTP_HOST", "mail.example.com",
                        "SMTP_USER", "hq",
                        "SMTP_PASSWORD", "hidden",
                        "MAIL_FROM", "hq@example.com")))
            .orElseThrow();
    assertThat(settings.port()).isEqualTo(587);
    assertThat(settings.tls()).isEqualTo(SmtpSettings.Tls.STARTTLS);
    assertThat(settings.toString()).doesNotContain("hidden");
    Variables wrong =
        new Variables(
            Map.of("SMTP_HOST", "m", "SMTP_USER", "u", "SMTP_TLS", "ssl", "MAIL_FROM", "HQ <a@b>"));
    assertThat(SmtpSettings.of(wrong)).isEmpty();
    assertThatThrownBy(wrong::check)
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("SMTP_TLS")
        .hasMessageContaining("SMTP_PASSWORD")
        .hasMessageContaining("MAIL_FROM");
  }

  private static SmtpSettings settings(SmtpServer smtp, SmtpSettings.Tls tls) {
    Secret password = Secret.of("SMTP_PASSWORD", "mail-secret");
    return new SmtpSettings("127.0.0.1", smtp.port(), tls, "hq", password, FROM);
  }

  private static TestService service(TestInstallation installation, SmtpServer smtp) {
    return TestService.start(
        TestService.settings(
            installation.settings,
            "mail",
            new Hosts(TestService.HOST, "{slug}." + TestService.HOST, 8443),
            Optional.of(settings(smtp, SmtpSettings.Tls.NONE))));
  }

  private static Reply invite(TestService service, String key) {
    return service.ask(
        "POST", "/api/users", "acme", key, "{\"email\":\"ada@example.com\",\"role\":\"reader\"}");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
