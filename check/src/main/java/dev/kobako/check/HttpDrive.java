package dev.kobako.check;

import dev.kobako.check.HttpAttempt.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a server, as soon as it listens, until it answers.
 *
 * @param status expected; empty for any below 500
 */
record HttpDrive(HttpAttempt request, Optional<Integer> status) implements LiveDrive {
  private static final int SERVER_ERROR = 500;

  /** How long a server may listen that does not answer yet. */
  private static final Duration SPEECHLESS = Duration.ofSeconds(3);

  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    Optional<Deadline> speech = Optional.empty();
    while (true) {
      Optional<Verdict.Failure> early = run.earlyEnd("before it answered " + request);
      if (early.isPresent()) {
        return early;
      }
      Outcome outcome = request.outcome(run, deadline);
      Optional<String> wrong = wrong(outcome);
      if (wrong.isEmpty()) {
        return Optional.empty();
      }
      if (outcome instanceof Outcome.NoHttp && speech.isEmpty()) {
        speech = Optional.of(deadline.within(SPEECHLESS));
      }
      boolean mayPass =
          switch (outcome) {
            case Outcome.Answered(int got) -> isPassing(got) && !deadline.isOver();
            case Outcome.NoHttp _ -> !speech.orElse(deadline).isOver();
            case Outcome.NotListening _ -> !deadline.isOver();
          };
      if (!mayPass) {
        return run.earlyEnd("before it answered " + request)
            .or(() -> Optional.of(run.failure(request + ": " + wrong.get())));
      }
      deadline.pause();
    }
  }

  /** Whether waiting will hardly change it. */
  static boolean isFinal(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(int status) -> !isPassing(status);
      case Outcome.NoHttp _ -> true;
      case Outcome.NotListening _ -> false;
    };
  }

  /** What a proxy or an application says while what is behind it still starts. */
  private static boolean isPassing(int status) {
    return status > SERVER_ERROR && status <= 504;
  }

  /** What is wrong with an outcome, if anything is. */
  Optional<String> wrong(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(int got) -> {
        boolean right = status.map(expected -> expected == got).orElse(got < SERVER_ERROR);
        String expected = status.map(String::valueOf).orElse("one below " + SERVER_ERROR);
        yield right ? Optional.empty() : Optional.of("status " + got + ", expected " + expected);
      }
      case Outcome.NoHttp(String fact) -> Optional.of("no answer in HTTP: " + fact);
      case Outcome.NotListening _ -> Optional.of("nothing listens there, and time is up");
    };
  }

  @Override
  public boolean isReady(LiveRun run, Deadline deadline) {
    return drive(run, deadline).isEmpty();
  }
}
