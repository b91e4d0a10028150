package com.genericcorp.hq.server.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlStatementTest {
  @Test
  void semicolonsInTextsBodiesAndCommentsEndNothing() {
    String sql =
        """
        -- one; two
        insert into notes values ('a;''b', E'it\\'s; c', "d;e"); /* ; /* ; */ */
        create function f() returns void language sql as $x$ select ';' ; $x$;

        grant select on notes to ${role}
        """;
    List<SqlStatement> statements = SqlStatement.of("V1__x.sql", sql);
    assertThat(statements).extracting(SqlStatement::line).containsExactly(2, 3, 5);
    assertThat(statements.get(2).text()).isEqualTo("grant select on notes to ${role}");
    assertThat(statements.get(0).brief()).startsWith("insert into notes values ('a;''b', E");
  }

  @Test
  void aPlaceInAStatementIsALineOfItsFile() {
    SqlStatement second = SqlStatement.of("x", "select 1;\n\nselect\n  2,\n  3").get(1);
    assertThat(second.line()).isEqualTo(3);
    assertThat(second.lineAt(second.text().indexOf('3') + 1)).isEqualTo(5);
  }

  @Test
  void whatHasNoEndIsNamedWithItsLine() {
    assertThatThrownBy(() -> SqlStatement.of("V7__x.sql", "select 1;\nselect 'open"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("V7__x.sql:2: a text in quotes begins here and has no end.");
  }
}
