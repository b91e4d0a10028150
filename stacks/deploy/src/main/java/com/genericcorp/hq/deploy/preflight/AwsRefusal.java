package com.genericcorp.hq.deploy.preflight;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why AWS did not answer a question, told apart. */
enum AwsRefusal {
  NO_CREDENTIALS,
  EXPIRED,
  UNKNOWN_KEY,
  DENIED,
  REGION_OFF,
  UNREACHABLE,
  OTHER;

  private static final Set<String> EXPIRED_CODES =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
  private static final Set<String> UNKNOWN_CODES =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId",
          "AuthFailure");
  private static final Set<String> DENIED_CODES =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "AuthorizationError",
          "Forbidden",
          "403");

  static AwsRefusal of(SdkException problem) {
    if (problem instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      String code = String.valueOf(answer.awsErrorDetails().errorCode());
      if (EXPIRED_CODES.contains(code)) {
        return EXPIRED;
      }
      if (UNKNOWN_CODES.contains(code)) {
        return UNKNOWN_KEY;
      }
      if (code.equals("OptInRequired") || code.equals("RegionDisabledException")) {
        return REGION_OFF;
      }
      return DENIED_CODES.contains(code) ? DENIED : OTHER;
    }
    String text = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("expired")) {
      return EXPIRED; // a session of AWS IAM Identity Center
    }
    if (text.contains("unable to load credentials") || text.contains("profile")) {
      return NO_CREDENTIALS;
    }
    return text.contains("unable to execute http request") || text.contains("timed out")
        ? UNREACHABLE
        : OTHER;
  }
}
