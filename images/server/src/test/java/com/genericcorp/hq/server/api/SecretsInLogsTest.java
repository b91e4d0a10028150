package com.genericcorp.hq.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged while people sign in, from DEBUG on, before anything is blotted out.
 */
class SecretsInLogsTest {
  @Test
  void noSecretIsLogged() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("com.genericcorp.hq");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Level before = ours.getLevel();
    ours.setLevel(Level.DEBUG);
    root.addAppender(lines);
    List<String> secrets = new ArrayList<>();
    try {
      work(secrets);
    } finally {
      root.detachAppender(lines);
      ours.setLevel(before);
    }
    List<String> texts = lines.list.stream().map(SecretsInLogsTest::text).toList();
    assertThat(texts).anyMatch(text -> text.contains("/api/session/invitation"));
    for (String secret : secrets) {
      assertThat(secret).hasSizeGreaterThan(8);
      assertThat(texts).noneMatch(text -> text.contains(secret));
    }
  }

  private static void work(List<String> secrets) {
    try (TestInstallation installation = TestInstallation.migrated()) {
      String key = installation.createWithKey("acme").reveal();
      try (TestService service = TestService.start(installation)) {
        String password = "correct horse \ud83d\ude00 battery";
        Reply invited =
            service.ask(
                "POST",
                "/api/users",
                "acme",
                key,
                "{\"email\":\"ada@example.com\",\"role\":\"owner\"}");
        String link = invited.json().at("/invitation/url").asText();
        Browser browser = new Browser(service, "acme");
        browser.accept(link, "Ada", password);
        browser.accept(link, "Ada", password);
        secrets.addAll(browser.cookies.values());
        secrets.addAll(List.of(password, key, link.substring(link.indexOf('#') + 1)));
        browser.signIn("ada@example.com", "wrong password");
        browser.signIn("ada@example.com", password);
        secrets.addAll(browser.cookies.values());
        secrets.addAll(List.of("wrong password", browser.csrf()));
        // What fails inside is logged with its reasons.
        installation.asSuperuser(
            "update "
                + installation.value("select schema_name from public.tenants")
                + ".users set password_hash = 'damaged password_hash'");
        assertThat(browser.signIn("ada@example.com", password).status()).isEqualTo(500);
        secrets.add("damaged password_hash");
        browser.cookies.put(Browser.TOKEN, browser.cookies.get(Browser.TOKEN) + "x");
        secrets.add(browser.cookies.get(Browser.TOKEN));
        browser.get("/api/session");
      }
    }
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> text.append(' ').append(pair));
    }
    for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
      text.append(' ').append(cause.getMessage());
    }
    return text.toString();
  }
}
