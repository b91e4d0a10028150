package com.genericcorp.hq.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void whatIsStoredIsArgon2idWithASaltOfItsOwn() {
    String one = passwords.hash("correct horse");
    String other = passwords.hash("correct horse");
    assertThat(one).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(other);
    assertThat(passwords.matches(one, "correct horse")).isTrue();
    assertThat(passwords.matches(one, "correct horsE")).isFalse();
    assertThat(passwords.matches(one, "")).isFalse();
  }

  @Test
  void aStoredHashOfOtherParametersIsReadByItsOwn() {
    // RFC 9106's reference implementation, for "password" and the salt "somesalt".
    String stored =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assertThat(passwords.matches(stored, "password")).isTrue();
    assertThat(passwords.matches(stored, "passworD")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zero\u0000byte inside", "пароль парол", "😀😀😀😀😀😀😀😀😀😀", "  spaces  "})
  void anyCharactersMayBeInIt(String password) {
    String stored = passwords.hash(password);
    assertThat(passwords.matches(stored, password)).isTrue();
    assertThat(passwords.matches(stored, password.strip() + "x")).isFalse();
  }

  @Test
  void howALetterIsComposedIsNoDifference() {
    assertThat(passwords.matches(passwords.hash("caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301"))
        .isTrue();
  }

  @Test
  void whoHasNoPasswordHasNoneThatMatches() {
    assertThat(passwords.matches(null, "")).isFalse();
    assertThat(passwords.matches(null, "anything")).isFalse();
  }

  @Test
  void aDamagedRowIsNoPassword() {
    assertThatThrownBy(() -> passwords.matches("$argon2id$v=19$m=9999999,t=2,p=1$a$b", "x"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ofVeryManyAtOnceSomeAreToldToComeLater() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(40);
    try {
      Callable<String> one = () -> passwords.hash("many at once");
      List<Future<String>> all =
          threads.invokeAll(IntStream.range(0, 40).mapToObj(number -> one).toList());
      int done = 0;
      int refused = 0;
      for (Future<String> each : all) {
        try {
          assertThat(each.get()).startsWith("$argon2id$");
          done++;
        } catch (ExecutionException busy) {
          assertThat(busy).hasCauseInstanceOf(Passwords.TooBusy.class);
          refused++;
        }
      }
      assertThat(done).isGreaterThanOrEqualTo(2);
      assertThat(refused).isPositive();
    } finally {
      threads.shutdownNow();
    }
  }
}
