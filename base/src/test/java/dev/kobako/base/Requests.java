package dev.kobako.base;

import dev.kobako.base.BaseRequest.Account;
import dev.kobako.base.BaseRequest.BaseSettings;
import java.util.List;
import java.util.TreeSet;

/** What a user asks of a base, as far as effects read it. */
final class Requests {
  private Requests() {}

  static BaseRequest distroless(Account... accounts) {
    return request(true, accounts);
  }

  static BaseRequest withoutCopyright() {
    return request(false);
  }

  private static BaseRequest request(boolean copyright, Account... accounts) {
    return new BaseRequest(
        "debian",
        "bookworm",
        BaseRequest.Kind.DISTROLESS,
        List.of(),
        new TreeSet<>(),
        false,
        copyright,
        List.of(accounts),
        List.of(),
        BaseSettings.none());
  }
}
