using TestDigitalPlatform.Service.Tests.Notes;

namespace TestDigitalPlatform.Service.Tests.Unattended;

/// <summary>Works without a request, with the rights of a customer's user.</summary>
[ServiceIdentity(
    "note-keeper", Role.CustomerUser, typeof(WriteNote), typeof(RewriteNote), typeof(ListNotes), typeof(PinNote),
    typeof(KeepDraft))]
internal sealed class NoteKeeper;

/// <summary>Works for the platform, across customers.</summary>
[ServiceIdentity("note-counter", Role.PlatformAdministrator, typeof(ListNotes), typeof(PinNote))]
internal sealed class NoteCounter;
