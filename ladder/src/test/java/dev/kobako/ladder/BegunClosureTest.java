package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.slim.Closure;
import dev.kobako.slim.Reason;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BegunClosureTest {
  @TempDir Path folder;

  private final AtomicInteger begun = new AtomicInteger();

  private Closure closure() throws IOException {
    begun.incrementAndGet();
    return MinimalKeepSet.configured(original(), KeepRules.NONE);
  }

  private Original original() {
    MadeImage image = new MadeImage(folder);
    image.layer(
        "RUN make",
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/app", 0755, "#!/bin/other\n")
            .file("bin/other", 0755, "x")
            .file("data", 0644, "x")
            .file("more", 0644, "x"));
    return image.original();
  }

  @Test
  void withItTheKeepSetIsTheSame() throws Exception {
    Original original = original();
    BegunClosure ahead =
        BegunClosure.begin(() -> {}, () -> MinimalKeepSet.configured(original, KeepRules.NONE));

    assertThat(kept(original, ahead))
        .isEqualTo(kept(original, BegunClosure.NONE))
        .contains("/data");
  }

  @Test
  void theKeepSetIsGrownFromIt() throws Exception {
    Original original = original();
    BegunClosure ahead =
        BegunClosure.begin(
            () -> {},
            () -> {
              Closure closure = MinimalKeepSet.configured(original, KeepRules.NONE);
              closure.keepUnfollowed("/more", Reason.asked("a test"));
              return closure;
            });

    assertThat(kept(original, ahead)).contains("/data", "/more a test");
    assertThat(ahead.take()).isEmpty();
  }

  private static String kept(Original original, BegunClosure closure) throws IOException {
    return new MinimalKeepSet(original, KeepRules.NONE, closure)
        .of(MadeImage.opened("/data", "/bin/app"), new LinkedHashMap<>()).all().stream()
            .map(each -> each.path() + " " + each.reason().text())
            .toList()
            .toString();
  }

  @Test
  void theFirstWhoAsksGetsIt() {
    BegunClosure closure = BegunClosure.begin(() -> {}, this::closure);

    assertThat(closure.take()).isPresent();
    assertThat(closure.take()).isEmpty();
    assertThat(begun).hasValue(1);
  }

  @Test
  void whoNeedsItDoesNotWaitForWhatTheThreadWaitsFor() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    BegunClosure closure = BegunClosure.begin(() -> awaited(never), this::closure);

    assertThat(closure.take()).isPresent();

    never.countDown();
    assertThat(begun).hasValue(1);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatFailsIsBegunAnewByWhoNeedsIt() {
    assertThat(
            BegunClosure.begin(
                    () -> {},
                    () -> {
                      throw new IOException("no");
                    })
                .take())
        .isEmpty();
    assertThat(
            BegunClosure.begin(
                    () -> {},
                    () -> {
                      throw new StackOverflowError();
                    })
                .take())
        .isEmpty();
  }

  @Test
  void whatIsGivenUpIsNotMadeAnyMore() throws Exception {
    CountDownLatch given = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch waits = new CountDownLatch(1);
    BegunClosure closure =
        BegunClosure.begin(
            () -> {
              thread.set(Thread.currentThread());
              waits.countDown();
              awaited(given);
            },
            this::closure);

    waits.await();
    closure.close();
    given.countDown();
    Objects.requireNonNull(thread.get()).join();

    assertThat(begun).hasValue(0);
    assertThat(closure.take()).isEmpty();
    assertThat(BegunClosure.NONE.take()).isEmpty();
  }
}
