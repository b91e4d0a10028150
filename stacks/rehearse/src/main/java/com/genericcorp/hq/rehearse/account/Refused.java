package com.genericcorp.hq.rehearse.account;

import com.genericcorp.hq.cli.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS says when it refuses a call, and which inputs it speaks of. */
final class Refused {
  /** Shorter values occur in any sentence. */
  private static final int TELLING = 4;

  private static final int SERVER_ERROR = 500;

  private Refused() {}

  static Failed by(String urn, String operation, Map<String, Object> inputs, SdkException problem) {
    String sentence = sentence(problem);
    List<String> concerned = new ArrayList<>();
    inputs.forEach(
        (input, value) -> {
          if (isIn(sentence, value)
              || sentence.toLowerCase(Locale.ROOT).contains(input.toLowerCase(Locale.ROOT))) {
            concerned.add(input + " = " + value);
          }
        });
    return new Failed(
        problem,
        "%s: AWS refuses %s: %s (%s)",
        urn,
        operation,
        sentence,
        concerned.isEmpty()
            ? "its inputs: " + String.join(", ", inputs.keySet().stream().sorted().toList())
            : "input " + String.join("; input ", concerned));
  }

  private static boolean isIn(String sentence, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().anyMatch(one -> isIn(sentence, one));
    }
    return value instanceof String text && text.length() >= TELLING && sentence.contains(text);
  }

  /** AWS's own words. */
  static String sentence(SdkException problem) {
    if (problem instanceof AwsServiceException failure && failure.statusCode() >= SERVER_ERROR) {
      return "the simulator itself fails of it (HTTP %d), as it does when something that AWS requires is missing"
          .formatted(failure.statusCode());
    }
    if (problem instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      return answer.awsErrorDetails().errorCode() + ": " + answer.awsErrorDetails().errorMessage();
    }
    return String.valueOf(problem.getMessage());
  }
}
