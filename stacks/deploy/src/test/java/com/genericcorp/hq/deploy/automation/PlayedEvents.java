package com.genericcorp.hq.deploy.automation;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pulumirpc.EventsGrpc;
import pulumirpc.EventsOuterClass.EventRequest;

/** Sends a file's lines as the engine of Pulumi's program sends its events. */
final class PlayedEvents {
  private PlayedEvents() {}

  public static void main(String[] arguments) throws Exception {
    String address = arguments[0].replaceFirst("^tcp://", "");
    ManagedChannel channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
    CountDownLatch taken = new CountDownLatch(1);
    StreamObserver<EventRequest> events =
        EventsGrpc.newStub(channel)
            .streamEvents(
                new StreamObserver<Empty>() {
                  @Override
                  public void onNext(Empty answer) {}

                  @Override
                  public void onError(Throwable problem) {
                    problem.printStackTrace();
                    System.exit(1);
                  }

                  @Override
                  public void onCompleted() {
                    taken.countDown();
                  }
                });
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      events.onNext(EventRequest.newBuilder().setEvent(line).build());
    }
    events.onCompleted();
    boolean done = taken.await(20, TimeUnit.SECONDS);
    channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
    System.exit(done ? 0 : 1);
  }
}
