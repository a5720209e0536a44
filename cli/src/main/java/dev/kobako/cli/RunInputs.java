package dev.kobako.cli;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/**
 * What flags give to RUN, as part of what a cell depends on: the words of limits, hosts and agents,
 * and digests of secrets and certificates.
 */
record RunInputs(ParseResult parsed, Console console) {
  /** By name; empty without such flags. */
  SortedMap<String, String> byName() throws IOException {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (String flag : List.of("--memory", "--shm-size")) {
      Options.text(parsed, flag).ifPresent(value -> inputs.put("flag." + flag, value));
    }
    for (String flag : List.of("--ulimit", "--add-host", "--ssh")) {
      List<String> values = Options.texts(parsed, flag);
      if (!values.isEmpty()) {
        inputs.put("flag." + flag, String.join("\n", values));
      }
    }
    EngineArguments engine = new EngineArguments(parsed, console);
    for (Map.Entry<String, Content> secret : engine.secrets().entrySet()) {
      try (InputStream in = secret.getValue().open()) {
        inputs.put("flag.--secret." + secret.getKey(), Digest.sha256(in).toString());
      }
    }
    Optional<Path> certificates = engine.certificates();
    if (certificates.isPresent()) {
      try (InputStream in = Files.newInputStream(certificates.get())) {
        inputs.put("flag.--host-ca", Digest.sha256(in).toString());
      }
    }
    return inputs;
  }
}
