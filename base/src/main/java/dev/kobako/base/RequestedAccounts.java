package dev.kobako.base;

import dev.kobako.base.BaseRequest.Account;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Resolution;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts that the user asks for in a full base, where scripts have made all others: lines in
 * {@code /etc/passwd} and {@code /etc/group}, locked ones in {@code /etc/shadow} and {@code
 * /etc/gshadow} (shadow(5), gshadow(5)), and homes. As in distroless bases they come before
 * accounts of the same name; {@code nonroot} is made only where the image is to run as it.
 */
final class RequestedAccounts implements Effect {
  private final List<Account> accounts;

  /**
   * @throws KobakoException usage, if one of them can't be
   */
  RequestedAccounts(BaseRequest request) {
    List<Account> all = new ArrayList<>(request.accounts());
    Account nonroot = AccountFiles.NONROOT;
    String user = request.settings().user();
    boolean asked = user.equals(nonroot.name()) || user.startsWith(nonroot.name() + ":");
    if (asked && all.stream().noneMatch(each -> each.name().equals(nonroot.name()))) {
      all.add(nonroot);
    }
    all.forEach(AccountFiles::check);
    this.accounts = List.copyOf(all);
  }

  @Override
  public String standsFor() {
    return "adduser";
  }

  @Override
  public void apply(Draft draft) {
    if (accounts.isEmpty()) {
      return;
    }
    AccountTables tables =
        new AccountTables(
            draft.text("/etc/passwd").orElse(""), draft.text("/etc/group").orElse(""));
    StringBuilder shadow = new StringBuilder();
    StringBuilder gshadow = new StringBuilder();
    long day = Math.floorDiv(draft.time().getEpochSecond(), RunTraces.SECONDS_A_DAY);
    for (Account each : accounts) {
      tables.putUser(each.name(), each.uid(), each.gid(), "", each.home(), each.shell());
      tables.putGroup(each.name(), each.gid());
      shadow.append(each.name()).append(":!:").append(day).append(":0:99999:7:::\n");
      gshadow.append(each.name()).append(":!::\n");
    }
    replace(draft, "/etc/passwd", tables.passwd());
    replace(draft, "/etc/group", tables.group());
    append(draft, "/etc/shadow", shadow.toString());
    append(draft, "/etc/gshadow", gshadow.toString());
    accounts.forEach(each -> AccountFiles.home(draft, each.home(), 0700, each.uid(), each.gid()));
  }

  /** Adds lines to a file of passwords; a base without one keeps none. */
  private void append(Draft draft, String path, String lines) {
    draft
        .text(path)
        .ifPresent(text -> {
          StringBuilder kept = new StringBuilder();
          text.lines()
              .filter(line -> !isOfAsked(line))
              .forEach(line -> kept.append(line).append('\n'));
          replace(draft, path, kept + lines);
        });
  }

  private boolean isOfAsked(String line) {
    return accounts.stream().anyMatch(each -> line.startsWith(each.name() + ":"));
  }

  /** Owner and mode stay: passwords are not for all to read. */
  private static void replace(Draft draft, String path, String text) {
    Resolution resolution = draft.tree().resolve(path);
    byte[] bytes = PathBytes.encode(text);
    resolution
        .file()
        .ifPresentOrElse(
            file ->
                draft.change(
                    resolution.place(),
                    new Entry.RegularFile(
                        file.attributes().withMtime(draft.time()), Content.of(bytes), 0)),
            () -> draft.file(path, bytes, 0644));
  }
}
