package com.genericcorp.hq.postgres.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  @TempDir Path folder;

  @Test
  void aHolderThatHasNotWrittenItsNameYetIsNamedAllTheSame() throws Exception {
    Path file = folder.resolve("lock");
    List<String> waited = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock()).isNotNull();
      Thread waiter = new Thread(() -> take(file, waited));
      waiter.start();
      Thread.sleep(100);
      assertThat(waited).isEmpty();
      channel.write(ByteBuffer.wrap("the first one\n".getBytes(StandardCharsets.UTF_8)));
      Thread.sleep(100);
      channel.close();
      waiter.join();
    }
    assertThat(waited).containsExactly("the first one", "got it");
  }

  @Test
  void aReleasedLockNamesNobody() throws Exception {
    Path file = folder.resolve("lock");
    LockFile.acquire(file, "one", Duration.ofSeconds(1)).close();
    assertThat(Files.readString(file)).isEmpty();
  }

  private static void take(Path file, List<String> waited) {
    try (LockFile lock = LockFile.acquire(file, "other", Duration.ofSeconds(5), waited::add)) {
      waited.add("got it");
    } catch (java.io.IOException problem) {
      waited.add(problem.toString());
    }
  }
}
