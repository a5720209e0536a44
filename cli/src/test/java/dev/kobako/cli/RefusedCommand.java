package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A user's store with an image in it, and commands that must fail without touching it.
 *
 * @param kobako with that store
 * @param temp the folder of the test, written {@code TEMP} in expected messages
 * @param before what the store held at first
 */
record RefusedCommand(Kobako kobako, Path temp, List<String> before) {
  static RefusedCommand in(Path temp) throws IOException {
    Kobako kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    kobako.run("bundle", "/bin/true", "--no-guess", "all", "-t", "before", "-q").done();
    return new RefusedCommand(kobako, temp, StoreContents.of(kobako.home()));
  }

  /** Runs it; all of its message, its exit code and the store must be as expected. */
  void says(int code, String message, String... arguments) throws IOException {
    Kobako.Result result = kobako.run(arguments);
    assertThat(result.err().replace(temp.toString(), "TEMP")).isEqualTo(message);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(code);
    assertThat(StoreContents.of(kobako.home())).isEqualTo(before);
  }
}
