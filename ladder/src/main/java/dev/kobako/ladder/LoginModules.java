package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** PAM: which modules decide about a login is up to the service and to what went wrong before. */
final class LoginModules implements Family {
  private static final List<ImagePath> SETTINGS =
      List.of(
          ImagePath.of("/etc/pam.d"), ImagePath.of("/etc/pam.conf"), ImagePath.of("/etc/security"));

  @Override
  public String name() {
    return "login-modules";
  }

  @Override
  public String about() {
    return "All modules of PAM and its settings stay where a run loaded a module.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(LoginModules::modules).entrySet()) {
      touched.keepAll(each.getKey(), _ -> true, each.getValue());
      for (ImagePath settings : SETTINGS) {
        touched.keepAll(settings, _ -> true, each.getValue());
      }
    }
  }

  private static Optional<ImagePath> modules(ImagePath path) {
    return path.name().startsWith("pam_") && path.name().endsWith(".so")
        ? path.parent().filter(folder -> folder.name().equals("security"))
        : Optional.empty();
  }
}
