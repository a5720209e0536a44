package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.sandbox.FileCall;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;

/**
 * Certificates of authorities: the bundle, the links by hash, and what they lead to. Which is read
 * depends on the server that is talked to, so any interest in the folder shows the use; it is
 * small.
 */
final class CaStore implements Family {
  /** Where Debian, Alpine and Red Hat have them. */
  private static final List<ImagePath> FOLDERS =
      List.of(
          ImagePath.of("/etc/ssl/certs"),
          ImagePath.of("/etc/pki/tls/certs"),
          ImagePath.of("/etc/pki/ca-trust/extracted"),
          ImagePath.of("/etc/ca-certificates/extracted"),
          ImagePath.of("/usr/local/share/ca-certificates"));

  @Override
  public String name() {
    return "ca-store";
  }

  @Override
  public String about() {
    return "The whole store of CA certificates, with the links by hash and the files they lead to,"
        + " stays where a run asked for something in it.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (ImagePath folder : FOLDERS) {
      for (var each : touched.asked().tailMap(folder).entrySet()) {
        if (!each.getKey().startsWith(folder)) {
          break;
        }
        if (!each.getKey().equals(folder) || isUsed(each.getValue())) {
          touched.keepAll(folder, _ -> true, each.getKey());
          break;
        }
      }
    }
  }

  private static boolean isUsed(Asked asked) {
    return asked.kinds().contains(FileCall.Kind.LIST) || asked.kinds().contains(FileCall.Kind.OPEN);
  }
}
