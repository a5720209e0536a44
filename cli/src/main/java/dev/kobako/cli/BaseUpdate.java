package dev.kobako.cli;

import dev.kobako.base.BaseFile;
import dev.kobako.base.BaseLock;
import dev.kobako.base.LockUpdate;
import dev.kobako.base.LockUpdateReport;
import dev.kobako.config.ConfigurationFiles;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/**
 * {@code kobako base --update}: a lock's packages chosen anew, by the file beside it or, where
 * there is none, by what the lock says was asked for.
 *
 * @param file the lock
 */
record BaseUpdate(Path file, RepositoryArguments packages, BaseWork work) {
  int run(ParseResult parsed, Console console, ProgressDisplay display) throws IOException {
    BaseLock old = BaseLock.read(ConfigurationFiles.bytes(file), file.toString());
    BaseAsk ask = ask(old);
    BaseLock now =
        work.choose(
                ask, packages.sources(ask.name().distribution(), ask.name().suite(), ask.wishes()))
            .lock(ask);
    LockUpdate update = LockUpdate.between(old, now);
    update = update.withFixes(opened(update.upgraded(now), console));
    if (!parsed.hasMatchedOption("--dry-run")
        && (!update.isEmpty() || !old.request().equals(now.request()))) {
      write(now, file);
    }
    display.close();
    LockUpdateReport report = new LockUpdateReport(update);
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(JsonText.of(Map.of("changes", report.records())));
    } else if (!Session.isQuiet(parsed)) {
      report.lines().forEach(console.out()::println);
    }
    return 0;
  }

  private BaseAsk ask(BaseLock old) {
    List<Platform> locked =
        old.architectures().keySet().stream().map(DebianArchitecture::platform).toList();
    for (String ending : List.of(".yaml", ".yml")) {
      Path beside =
          file.resolveSibling(
              String.valueOf(file.getFileName()).replaceFirst("(\\.lock)?$", ending));
      if (Files.isRegularFile(beside)) {
        BaseFile asked = BaseFile.read(beside);
        List<Platform> platforms = asked.platforms().isEmpty() ? locked : List.of();
        return BaseAsk.of(asked, packages.wishes(), platforms, file);
      }
    }
    return BaseAsk.of(old, packages.wishes(), locked, file);
  }

  private List<DebFile> opened(List<AvailablePackage> upgraded, Console console) {
    return DebFile.openAll(
        work.repositories().fetched(upgraded), RepositoryArguments.unpacked(console));
  }

  /** Writes a lock, all of it or nothing. */
  static void write(BaseLock lock, Path file) {
    new OutputFile(file).write(lock.bytes(), "name a file in a folder that can be written to with --lock");
  }
}
