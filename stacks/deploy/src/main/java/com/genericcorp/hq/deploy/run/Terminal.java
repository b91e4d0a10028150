package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** Somebody to ask, if somebody is there. */
public interface Terminal {
  /** The answer to a question; empty when there is nobody, or no answer. */
  Optional<String> ask(String question);

  boolean isThere();

  /** The terminal of this process. */
  static Terminal ofThisProcess() {
    return new Terminal() {
      @Override
      public Optional<String> ask(String question) {
        Console console = System.console();
        return console == null
            ? Optional.empty()
            : Optional.ofNullable(console.readLine("%s", question));
      }

      @Override
      public boolean isThere() {
        return System.console() != null;
      }
    };
  }

  /**
   * Refuses to begin what will have to ask when nobody is there.
   *
   * @param option that answers instead
   */
  default void requireUnless(boolean answered, String option) {
    if (!answered && !isThere()) {
      throw new InvalidInput(
          "this asks before it changes anything, and there is no terminal; add %s", option);
    }
  }

  /**
   * Asks for yes.
   *
   * @throws Failed when the answer is another
   */
  default void confirm(String question) {
    String answer = ask(question + " [y/N] ").orElse("").strip().toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw new Failed("nothing was changed, as nobody said yes");
    }
  }

  /**
   * Asks for a name to be typed.
   *
   * @throws Failed when it is another
   */
  default void confirmName(String question, String name) {
    String answer = ask(question + " Type '" + name + "' to go on: ").orElse("").strip();
    if (!answer.equals(name)) {
      throw new Failed("nothing was changed, as '%s' was not typed", name);
    }
  }
}
