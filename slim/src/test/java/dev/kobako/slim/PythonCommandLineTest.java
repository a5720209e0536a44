package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonCommandLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -u -X dev app.py -c x  | Script[path=app.py]
          -Im http.server 80     | Module[name=http.server]
          -mvenv x               | Module[name=venv]
          -Wignore -c pass       | Text[text=pass]
          -W ignore x            | Script[path=x]
          --check-hash-based-pycs never x | Script[path=x]
          --version              | Nothing[]
          -                      | Nothing[]
          -c                     | Text[text=]
          -V -X                  | Nothing[]
          """)
  void readsWhatIsStarted(String words, String start) {
    List<String> arguments = new ArrayList<>(List.of("python3"));
    arguments.addAll(List.of(words.split(" ")));

    PythonCommandLine line = PythonCommandLine.of(arguments);

    assertThat(line.start()).hasToString(start);
    assertThat(line.isolated()).isEqualTo(words.startsWith("-I"));
  }
}
