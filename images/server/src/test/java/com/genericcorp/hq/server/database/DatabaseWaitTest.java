package com.genericcorp.hq.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures to connect more time mends; commands.DatabaseWaitTest has the real ones. */
class DatabaseWaitTest {
  @ParameterizedTest
  @ValueSource(strings = {"08001", "57P01", "57P02", "57P03", "53300"})
  void whatStartsIsWaitedFor(String state) {
    assertThat(DatabaseWait.isNotYet(new SQLException("", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"28P01", "28000", "3D000", "08004", "42501"})
  void whatIsWrongIsNot(String state) {
    assertThat(DatabaseWait.isNotYet(new SQLException("", state))).isFalse();
    assertThat(DatabaseWait.isNotYet(new SQLException(""))).isFalse();
  }

  @Test
  void aConnectionThatTheNetworkLostIsWaitedForAndAWrongCertificateIsNot() {
    String lost = "08006";
    assertThat(DatabaseWait.isNotYet(new SQLException("", lost, new EOFException()))).isTrue();
    assertThat(DatabaseWait.isNotYet(new SQLException("", lost, new SSLHandshakeException(""))))
        .isFalse();
    assertThat(DatabaseWait.isNotYet(new SQLException("", lost, new FileNotFoundException())))
        .isFalse();
    assertThat(DatabaseWait.isNotYet(new SQLException("", lost))).isFalse();
  }
}
