package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.StartedContainer;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a container in the background, and when; of containers that do as they like. */
@Timeout(60)
class CheckContainersTest {
  private static final int PORT = 8080;
  private static final int SIGTERM = 15;

  @TempDir Path folder;

  private SubjectStarter starter;
  private final AtomicInteger looked = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @BeforeEach
  void makeStarter() throws Exception {
    TrialBox box = new TrialBox(folder);
    starter = box.starter(box.running(":"));
  }

  /**
   * One by its behaviour.
   *
   * @param starts whether it does
   * @param listensAt the how many-th look finds it listening
   */
  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself
  private StartedContainer container(boolean starts, int listensAt, Optional<Ending> ending) {
    return (StartedContainer)
        Proxy.newProxyInstance(
            StartedContainer.class.getClassLoader(),
            new Class<?>[] {StartedContainer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "starts" -> starts;
                  case "listening" ->
                      looked.incrementAndGet() >= listensAt
                          ? new TreeSet<>(List.of(22, PORT))
                          : new TreeSet<>(List.of(22));
                  case "await" -> awaited(starts, ending, (Duration) arguments[0]);
                  case "heeds" -> false;
                  case "signal" -> null;
                  case "close" -> {
                    closed.incrementAndGet();
                    yield null;
                  }
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static Optional<Ending> awaited(
      boolean starts, Optional<Ending> ending, Duration patience) throws InterruptedException {
    if (!starts && ending.isEmpty()) {
      throw KobakoException.outside(Diagnostic.of("container", "can't be started: no room"), null);
    }
    Thread.sleep(patience.compareTo(Duration.ofMillis(2)) < 0 ? patience : Duration.ofMillis(2));
    return ending;
  }

  private CheckContainers containers(StartedContainer container, Integer... ports) {
    return new CheckContainers(
        (words, streams) -> container, List.of(ports), SIGTERM, new SecondStarts(starter, false));
  }

  @Test
  void oneThatIsToListenIsToldWhenItDoes() throws Exception {
    CheckContainers containers = containers(container(true, 3, Optional.empty()), 80, PORT);

    assertThat(containers.start(List.of())).matches("[0-9a-f]{12}");

    assertThat(looked).hasValue(3);
    containers.close();
  }

  @Test
  void oneThatNeverListensIsToldAllTheSame() throws Exception {
    CheckContainers containers =
        containers(container(true, Integer.MAX_VALUE, Optional.empty()), PORT);

    assertThat(containers.start(List.of())).matches("[0-9a-f]{12}");

    assertThat(looked.get()).isGreaterThan(1);
    containers.close();
  }

  @Test
  void whereNoPortIsExposedNobodyLooks() throws Exception {
    CheckContainers containers = containers(container(true, 1, Optional.empty()));

    assertThat(containers.start(List.of())).matches("[0-9a-f]{12}");

    assertThat(looked).hasValue(0);
    containers.close();
  }

  @Test
  void oneThatHasEndedAlreadyHasAnId() throws Exception {
    CheckContainers containers =
        containers(container(false, 1, Optional.of(new Ending.Exited(0))), PORT);

    assertThat(containers.start(List.of())).matches("[0-9a-f]{12}");

    containers.close();
  }

  @Test
  void oneThatCannotBeStartedIsNoneAndIsClearedAwayOnce() {
    CheckContainers containers = containers(container(false, 1, Optional.empty()), PORT);

    assertThatThrownBy(() -> containers.start(List.of()))
        .isInstanceOf(KobakoException.class)
        .hasMessage("container: can't be started: no room");

    assertThat(containers.broken()).isEmpty();
    assertThat(closed).hasValue(1);
    containers.close();
    assertThat(closed).hasValue(1);
  }
}
