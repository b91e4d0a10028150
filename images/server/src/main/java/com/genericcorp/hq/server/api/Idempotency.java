package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Requests that their sender has named ({@code Idempotency-Key}), so that they can be repeated when
 * no answer came: the name, the effect and the answer are one transaction, and a repetition within
 * 24 hours gets the answer alone. What was refused left nothing, and is tried anew.
 */
final class Idempotency {
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /**
   * What a request has brought about.
   *
   * @param answer what it is answered with
   * @param repeated what repetitions are answered with: the same, without its secrets
   */
  record Effect(Answer answer, Answer repeated) {}

  private record Known(byte[] requestHash, int status, @Nullable String location, String body) {}

  private Idempotency() {}

  /**
   * Does the work, or answers as it was answered before.
   *
   * @param handle the organisation's transaction, in which the work is done as well
   * @param operation method and path, such as {@code POST /api/agents}
   * @throws ProblemException 400 when the name is none, 422 when another request had it
   */
  static Answer once(
      Handle handle, Caller caller, Call call, String operation, Supplier<Answer> work) {
    return onceWithSecrets(
        handle,
        caller,
        call,
        operation,
        () -> {
          Answer answer = work.get();
          return new Effect(answer, answer);
        });
  }

  /** The same for work whose answer holds what is shown once and never stored. */
  static Answer onceWithSecrets(
      Handle handle, Caller caller, Call call, String operation, Supplier<Effect> work) {
    Optional<String> key = key(call);
    if (key.isEmpty()) {
      return work.get().answer();
    }
    String who = caller.kind() + ":" + caller.id();
    byte[] hash = hash(operation, call);
    if (!claim(handle, who, key.get(), hash)) {
      return repeat(find(handle, who, key.get()), hash);
    }
    Effect effect = work.get();
    remember(handle, who, key.get(), effect.repeated());
    return effect.answer();
  }

  private static Optional<String> key(Call call) {
    if (!call.headers().contains(HEADER)) {
      return Optional.empty();
    }
    String key = call.onlyHeader(HEADER);
    if (!KEY.matcher(key).matches()) {
      throw new Problem(
              400,
              "The header "
                  + HEADER
                  + " takes 1 to 64 letters, digits, '.', '_', ':' and '-', and no others.")
          .exception();
    }
    return Optional.of(key);
  }

  private static byte[] hash(String operation, Call call) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((operation + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(call.body().duplicate());
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether the name is this request's; waits for another one that is about to take it. */
  private static boolean claim(Handle handle, String who, String key, byte[] hash) {
    return handle
            .createUpdate(
                "insert into idempotency_keys as k (caller, key, request_hash)"
                    + " values (:caller, :key, :hash) on conflict (caller, key) do update"
                    + " set request_hash = excluded.request_hash, created_at = now()"
                    + " where k.created_at < now() - interval '24 hours'")
            .bind("caller", who)
            .bind("key", key)
            .bind("hash", hash)
            .execute()
        == 1;
  }

  private static Known find(Handle handle, String who, String key) {
    return handle
        .createQuery(
            "select request_hash, status, location, body from idempotency_keys"
                + " where caller = :caller and key = :key")
        .bind("caller", who)
        .bind("key", key)
        .map(
            (row, context) ->
                new Known(
                    row.getBytes("request_hash"),
                    row.getInt("status"),
                    row.getString("location"),
                    row.getString("body")))
        .one();
  }

  private static Answer repeat(Known known, byte[] hash) {
    if (!Arrays.equals(known.requestHash(), hash)) {
      throw new Problem(
              422,
              "idempotency-key-reused",
              "This " + HEADER + " was used for another request within the last 24 hours.")
          .exception();
    }
    Answer answer =
        Answer.text(known.status(), "application/json", known.body())
            .with("Idempotency-Replayed", "true");
    return known.location() == null ? answer : answer.with("Location", known.location());
  }

  private static void remember(Handle handle, String who, String key, Answer answer) {
    String location =
        answer.headers().stream()
            .filter(header -> header.name().equals("Location"))
            .map(Answer.Header::value)
            .findFirst()
            .orElse(null);
    handle
        .createUpdate(
            "update idempotency_keys set status = :status, location = :location, body = :body"
                + " where caller = :caller and key = :key")
        .bind("status", answer.status())
        .bind("location", location)
        .bind("body", new String(answer.body(), StandardCharsets.UTF_8))
        .bind("caller", who)
        .bind("key", key)
        .execute();
  }
}
