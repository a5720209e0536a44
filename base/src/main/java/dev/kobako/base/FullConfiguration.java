package dev.kobako.base;

import dev.kobako.debian.DpkgDatabase;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.IdMap;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import dev.kobako.sandbox.TreeRun;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Configures packages as dpkg would have: lays them out with dpkg's database, runs their maintainer
 * scripts in the sandbox, and takes back what came of it.
 */
final class FullConfiguration {
  /** No package's scripts work so long; some wait for what will never come. */
  private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

  private static final ImagePath DATABASE = ImagePath.of("/var/lib/dpkg");
  private static final ImagePath SOURCES = ImagePath.of("/etc/apt/sources.list.d");
  private static final ImagePath POLICY = ImagePath.of("/usr/sbin/policy-rc.d");

  /** What invoke-rc.d(8) asks before it starts a service; 101 forbids it. */
  private static final String FORBIDDING = "#!/bin/sh\nexit 101\n";

  private final Sandbox sandbox;
  private final IdMap ids;

  /** Configuration in a sandbox. */
  FullConfiguration(Sandbox sandbox, IdMap ids) {
    this.sandbox = sandbox;
    this.ids = ids;
  }

  /**
   * The tree after configuration, without what differs from run to run (logs, caches, random
   * numbers) and without {@linkplain FreshKeys secrets}, all times at most {@code time}.
   *
   * @param aptSources text of {@code /etc/apt/sources.list.d/NAME.sources} in the image; blank for
   *     none
   * @param scratch folder for a tar that holds the tree's contents, which must stay as long as the
   *     tree is used
   * @throws KobakoException usage, where the request names an account that can't be; a finding,
   *     where a script fails: with its package and what it said; outside, where the sandbox can't
   *     be had
   */
  public static MadeTree of(
      UnpackedPackages unpacked,
      BaseRequest request,
      String aptSources,
      Path scratch,
      Instant time,
      Progress progress) {
    RequestedAccounts accounts = new RequestedAccounts(request);
    progress.note("running the maintainer scripts of " + unpacked.packages().size() + " packages");
    SortedMap<ImagePath, Entry> added = DpkgDatabase.ofUnpacked(unpacked, time);
    MaintainerScripts scripts = MaintainerScripts.of(unpacked, added.keySet());
    if (!aptSources.isBlank()) {
      added.put(SOURCES.child(request.distribution() + ".sources"), file(0644, aptSources, time));
    }
    MemoryTree.Builder tree = MemoryTree.builder().putAll(unpacked.tree());
    added.forEach(tree::put);
    MadeTree configured =
        new FullConfiguration(Sandbox.available(), IdMap.ofCaller())
            .configure(tree.build(), scripts, scratch, time);
    Draft draft = new Draft(new UnpackedPackages(configured.tree(), unpacked.packages()), time);
    draft.apply(accounts);
    // Java's own writer puts the time of day into it.
    draft.apply(new JavaTrustStore());
    MadeTree complete = draft.finish();
    List<MadeTree.Made> made = made(unpacked, configured.tree());
    made.removeIf(each -> complete.made().stream().anyMatch(own -> own.path().equals(each.path())));
    made.addAll(complete.made());
    return new MadeTree(complete.tree(), made, List.of(), configured.notes());
  }

  /** What no package holds, but dpkg's database of what they hold. */
  private static List<MadeTree.Made> made(UnpackedPackages unpacked, MemoryTree configured) {
    List<MadeTree.Made> made = new ArrayList<>();
    configured.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (!(entry instanceof Entry.Directory)
              && !path.startsWith(DATABASE)
              && unpacked.tree().entry(path).isEmpty()) {
            made.add(
                new MadeTree.Made(
                    path, path.startsWith(SOURCES) ? "apt's sources" : "maintainer scripts"));
          }
        });
    return made;
  }

  /**
   * The same for a tree that has dpkg's database with all packages unpacked; with notes about
   * secrets that were left out, and nothing said of what was made.
   *
   * @param unpacked what the packages hold, and the database
   * @param scripts what is run
   */
  MadeTree configure(MemoryTree unpacked, MaintainerScripts scripts, Path scratch, Instant time) {
    try {
      Path root = Files.createTempDirectory(scratch.toAbsolutePath(), "root-");
      Path result = Files.createTempFile(scratch.toAbsolutePath(), "configured-", ".tar");
      try {
        Run run =
            Run.of(root, scripts.command(), TIME_LIMIT).withEnvironment(scripts.environment(time));
        requireSuccess(sandbox.run(new TreeRun(withPolicy(unpacked), run, ids, result)), scripts);
        LayerTar configured =
            new LayerTar(Content.of(result, Files.size(result)), "the configured tree", "");
        MemoryTree tree = LayeredTree.fromLayers(List.of(configured));
        return FreshKeys.removed(unpacked, new RunTraces(unpacked, time).removedFrom(tree));
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(result);
        throw e;
      } finally {
        Files.deleteIfExists(root);
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              scratch.toString(),
              "packages can't be configured here: " + e.getMessage(),
              "see that the folder can be written to and has room for all files of the packages"),
          e);
    }
  }

  private static MemoryTree withPolicy(MemoryTree tree) {
    return tree.entry(POLICY).isPresent()
        ? tree
        : MemoryTree.builder()
            .putAll(tree)
            .put(POLICY, file(0755, FORBIDDING, Instant.EPOCH))
            .build();
  }

  private static Entry.RegularFile file(int mode, String text, Instant time) {
    return new Entry.RegularFile(
        Attributes.of(mode).withMtime(time), Content.of(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static void requireSuccess(RunResult result, MaintainerScripts scripts) {
    String output = new String(result.stdout(), StandardCharsets.UTF_8);
    switch (result.ending()) {
      case Ending.Exited(int code) when code == 0 -> {}
      case Ending.Exited(int code) -> throw scripts.failure("ended with " + code, output);
      case Ending.Signalled(int number) ->
          throw scripts.failure("were ended by signal " + number, output);
      case Ending.TimedOut() ->
          throw scripts.failure(
              "did not end within " + TIME_LIMIT.toMinutes() + " minutes", output);
    }
  }
}
