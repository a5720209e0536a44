package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of stages: who waits for whom, and how they end. */
@Timeout(20)
class StageTasksTest {
  private static final List<Plan.Stage> TWO =
      List.of(
          HandMade.stage(0, new Plan.Base.Scratch()), HandMade.stage(1, new Plan.Base.Scratch()));

  @Test
  void aStageWaitsForTheResultOfAnother() {
    StageTasks tasks = new StageTasks();
    StageState state = StageState.scratch();

    assertThat(tasks.run(TWO, 1, stage -> stage.index() == 0 ? state : tasks.result(0)))
        .isSameAs(state);
  }

  @Test
  void afterAnInterruptAllHaveEnded() throws InterruptedException {
    StageTasks tasks = new StageTasks();
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Thread[] caller = new Thread[1];
    Throwable[] thrown = new Throwable[1];
    caller[0] =
        Thread.ofPlatform()
            .start(() -> {
              try {
                tasks.run(
                    TWO,
                    1,
                    stage -> {
                      both.countDown();
                      try {
                        never.await();
                        return StageState.scratch();
                      } catch (InterruptedException e) {
                        ended.incrementAndGet();
                        throw new IllegalStateException(e);
                      }
                    });
              } catch (KobakoException e) {
                thrown[0] = e;
              }
            });
    both.await();

    caller[0].interrupt();
    caller[0].join();

    assertThat(thrown[0]).hasMessage("build: stopped");
    assertThat(ended).hasValue(2);
  }

  @Test
  void anErrorOfOursIsPassedOnAsItIs() {
    AssertionError error = new AssertionError("ours");

    assertThatThrownBy(() ->
            new StageTasks()
                .run(
                    TWO,
                    1,
                    _ -> {
                      throw error;
                    }))
        .isSameAs(error);
  }
}
