package com.genericcorp.hq.deploy.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.deploy.stack.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The locks that Pulumi left in its state: a JSON file each with {@code pid}, {@code username},
 * {@code hostname} and {@code timestamp}, gone when its command has ended by itself.
 */
public final class StateLocks {
  private final StateBackend backend;
  private final AwsAccount account;

  public StateLocks(StateBackend backend, AwsAccount account) {
    this.backend = backend;
    this.account = account;
  }

  /** A stack's locks, the oldest first. */
  public List<Lock> of(String stack) {
    String below = StateBackend.locks(stack);
    Optional<String> bucket = backend.bucket();
    List<Lock> locks =
        bucket.isPresent()
            ? inBucket(bucket.get(), below)
            : inFolder(backend.folder().orElseThrow().resolve(below));
    return locks.stream().sorted(Comparator.comparing(Lock::since)).toList();
  }

  private List<Lock> inBucket(String bucket, String prefix) {
    List<Lock> locks = new ArrayList<>();
    S3Client s3 = account.client(S3Client.builder());
    try {
      for (S3Object one :
          s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents()) {
        try {
          String text =
              s3.getObjectAsBytes(get -> get.bucket(bucket).key(one.key())).asUtf8String();
          locks.add(read(text, "s3://" + bucket + "/" + one.key(), one.lastModified()));
        } catch (NoSuchKeyException gone) {
          continue; // its command has just ended
        }
      }
    } catch (SdkException problem) {
      throw new Failed(
          problem,
          "the locks in s3://%s/%s cannot be read: %s",
          bucket,
          prefix,
          problem.getMessage());
    }
    return locks;
  }

  private static List<Lock> inFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Lock> locks = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        locks.add(
            read(
                Files.readString(file),
                file.toString(),
                Files.getLastModifiedTime(file).toInstant()));
      }
    } catch (IOException problem) {
      throw new Failed(problem, "the locks in %s cannot be read: %s", folder, problem);
    }
    return locks;
  }

  /** One that was cut off while it was written is a lock, too. */
  private static Lock read(String text, String place, Instant written) {
    try {
      JsonNode lock = Json.mapper().readTree(text);
      return new Lock(
          lock.path("username").asText("unknown") + "@" + lock.path("hostname").asText("unknown"),
          lock.path("pid").asLong(),
          OffsetDateTime.parse(lock.path("timestamp").asText()).toInstant(),
          place);
    } catch (IOException | DateTimeParseException unreadable) {
      return new Lock("unknown (the lock cannot be read)", 0, written, place);
    }
  }
}
