package com.genericcorp.hq.builder.debian.mirror;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes an answer's body down and breaks off when it is longer than allowed. */
final class BoundedBody implements BodySubscriber<Long> {
  private final OutputStream out;
  private final long most;
  private final CompletableFuture<Long> result = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private final AtomicLong size = new AtomicLong();

  BoundedBody(OutputStream out, long most) {
    this.out = out;
    this.most = most;
  }

  @Override
  public CompletionStage<Long> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        if (size.addAndGet(buffer.remaining()) > most) {
          cancel();
          result.completeExceptionally(
              new Failed("the mirror sends more than the %d bytes that were expected", most));
          return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        out.write(bytes);
      }
    } catch (IOException problem) {
      // This machine's fault, not the mirror's: another attempt would end the same.
      cancel();
      result.completeExceptionally(
          new Failed(problem, "what the mirror sends cannot be written: %s", problem.getMessage()));
    }
  }

  @Override
  public void onError(Throwable problem) {
    result.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    result.complete(size.get());
  }

  /** How many bytes came until now. */
  long size() {
    return size.get();
  }

  void cancel() {
    Flow.Subscription running = subscription;
    if (running != null) {
      running.cancel();
    }
  }
}
