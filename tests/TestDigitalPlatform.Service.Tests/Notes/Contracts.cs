using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Service.Tests.Notes;

/// <summary>Names a note.</summary>
[Id]
public readonly partial record struct NoteId(Guid Value);

/// <summary>A note.</summary>
public sealed record Note(NoteId Id, string Text, int Stars, DateTimeOffset WrittenAt, long Version) : IVersioned;

/// <summary>Writes a note.</summary>
[Post("/notes"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record WriteNote([Length(1, 100)] string Text, [Range(0, 5)] int Stars) : ICommand<NoteId>;

/// <summary>Pins a text, which is done for a customer whoever does it.</summary>
[Post("/pins"), Allow, ForCustomer]
public sealed record PinNote([Length(1, 100)] string Text) : ICommand<CustomerId>;

/// <summary>Changes a note's text.</summary>
[Put("/notes/{note}"), Allow(Role.CustomerUser), RequireIfMatch]
public sealed record RewriteNote(NoteId Note, [Length(1, 100)] string Text) : ICommand<Note>;

/// <summary>Removes a note.</summary>
[Delete("/notes/{note}"), Allow(Role.CustomerUser)]
public sealed record RemoveNote(NoteId Note) : ICommand;

/// <summary>What users of notes can be granted.</summary>
[Permissions]
public static class NotePermissions
{
    /// <summary>Clear all notes away.</summary>
    public const string Clear = "notes.clear";

    /// <summary>See how many notes there are of each.</summary>
    public const string Inspect = "notes.inspect";
}

/// <summary>Clears all notes away.</summary>
[Delete("/notes"), Allow(Role.CustomerAdministrator), Allow(Role.CustomerUser, Permission = NotePermissions.Clear)]
public sealed record ClearNotes : ICommand;

/// <summary>What the caller may see of the notes.</summary>
[Get("/notes/insight"), Allow(Role.CustomerUser), Cached(typeof(NoteWritten), Seconds = 3600)]
public sealed record GetInsight : IQuery<Insight>;

/// <summary>What a caller may see.</summary>
public sealed record Insight(bool MayInspect);

/// <summary>Gives many notes so many stars.</summary>
[Post("/notes/ratings"), Allow(Role.CustomerUser)]
public sealed record RateNotes([Length(1, 100)] IReadOnlyList<NoteId> Notes, [Range(0, 5)] int Stars, bool AllOrNone = false)
    : ICommand<BulkAnswer<NoteRating>>;

/// <summary>A note's stars, before and now.</summary>
public sealed record NoteRating(NoteId Note, int Before, int Now);

/// <summary>Names an attachment.</summary>
[Id]
public readonly partial record struct AttachmentId(Guid Value);

/// <summary>Attaches a file to a note.</summary>
[Post("/notes/{note}/attachments"), Allow(Role.CustomerUser)]
public sealed record AttachFile(
    NoteId Note, [Accept("image/png", "text/*", MaxBytes = 1_000_000)] Upload File, [Range(1, 9)] int Place = 1)
    : ICommand<AttachmentId>;

/// <summary>Detaches a file from its note.</summary>
[Delete("/notes/{note}/attachments/{attachment}"), Allow(Role.CustomerUser)]
public sealed record DetachFile(NoteId Note, AttachmentId Attachment) : ICommand;

/// <summary>Gets an attached file.</summary>
[Get("/notes/{note}/attachments/{attachment}"), Allow(Role.CustomerUser, Role.PlatformAdministrator)]
public sealed record GetAttachment(NoteId Note, AttachmentId Attachment) : IQuery<FileAnswer>;

/// <summary>Fails on purpose.</summary>
[Post("/failures"), Allow]
public sealed record Fail : ICommand;

/// <summary>Gets a note.</summary>
[Get("/notes/{note}"), Allow(Role.CustomerUser, Role.PlatformAdministrator)]
public sealed record GetNote(NoteId Note) : IQuery<Note>;

/// <summary>Lists notes.</summary>
[Get("/notes"), Allow, Export(MaxItems = 150_000)]
[Sortable("writtenAt", "stars", Default = "-writtenAt")]
public sealed record ListNotes : PageQuery<Note>
{
    /// <summary>Only notes with so many stars.</summary>
    [Filter(Operators.Equal | Operators.Range)]
    public Filter<int> Stars { get; init; }

    /// <summary>Only notes with this in their text.</summary>
    [Filter(Operators.Text)]
    public Filter<string> Text { get; init; }
}

/// <summary>Counts up, as long as it is listened to.</summary>
[Get("/numbers"), Allow(Role.CustomerUser)]
public sealed record WatchNumbers([Range(0, 1_000_000)] int Count = 3, bool Wait = false, [Length(1, 20)] string? LastEventId = null)
    : IQuery<IAsyncEnumerable<Number>>;

/// <summary>A number.</summary>
public sealed record Number(int Value, string Text) : IStreamed
{
    string IStreamed.EventId => $"{Value}";
}

/// <summary>Counts notes.</summary>
[Get("/notes/count"), Allow, Cached(typeof(NoteWritten), Seconds = 3600)]
public sealed record CountNotes : IQuery<NoteCount>;

/// <summary>How many notes there are.</summary>
public sealed record NoteCount(long Notes);

/// <summary>Measures that are no numbers.</summary>
[Get("/measures"), Allow, Sortable("name", Default = "name")]
public sealed record ListMeasures : PageQuery<Measure>;

/// <summary>A measure.</summary>
public sealed record Measure(NoteId Id, string Name, double Value);

/// <summary>The first of them, kept.</summary>
[Get("/measures/first"), Allow, Cached(typeof(NoteWritten), Seconds = 3600)]
public sealed record GetFirstMeasure : IQuery<Measure>;

/// <summary>Says hello to everybody.</summary>
[Get("/hello"), Public]
public sealed record SayHello : IQuery<Hello>;

/// <summary>A greeting.</summary>
public sealed record Hello(string Text);

/// <summary>Says who speaks politely.</summary>
[Get("/hello/polite"), Public]
public sealed record SayPolitely : IQuery<Hello>;

/// <summary>Keeps a draft, under names that JSON has otherwise.</summary>
[Put("/drafts/{draft}"), Allow(Role.CustomerUser)]
public sealed record KeepDraft(
    [property: JsonPropertyName("no"), JsonIgnore] NoteId Draft, [property: JsonIgnore] string Origin = "a caller") : ICommand<Hello>
{
    /// <summary>How the author feels about it.</summary>
    [JsonPropertyName("mood"), MaxLength(20)]
    public string? Feeling { get; init; }

    /// <summary>What to think of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), MaxLength(200)]
    public string? Remark { get; init; }
}

/// <summary>Waits until the test lets it go.</summary>
[Get("/wait"), Allow]
public sealed record Wait : IQuery<Hello>;

/// <summary>Says a text again, when the test lets it.</summary>
[Get("/echoes/{text}"), Allow, Cached(typeof(NoteWritten), Seconds = 3600)]
public sealed record Echo(string Text, int Times = 1) : IQuery<Hello>;

/// <summary>A note was written.</summary>
public sealed record NoteWritten(NoteId Note) : IEvent
{
    string IEvent.Subject => Note.ToString();
}

/// <summary>From one number to another, which comes after it.</summary>
public sealed record Span
{
    /// <summary>Refuses what ends before it begins.</summary>
    public Span(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        if (to < from)
            throw new ArgumentException("It ends before it begins.", nameof(to));
        (From, To) = (from, to);
    }

    /// <summary>Where it begins.</summary>
    public int From { get; }

    /// <summary>Where it ends.</summary>
    public int To { get; }
}

/// <summary>Measures a span.</summary>
[Get("/spans/length"), Public]
public sealed record MeasureSpan : IQuery<Hello>
{
    /// <summary>Refuses what ends before it begins.</summary>
    public MeasureSpan(int from, int to) => Span = new Span(from, to);

    /// <summary>Where it begins.</summary>
    public int From => Span.From;

    /// <summary>Where it ends.</summary>
    public int To => Span.To;

    internal Span Span { get; }
}

/// <summary>Adds spans.</summary>
[Post("/spans"), Allow]
public sealed record AddSpans([MaxLength(5)] IReadOnlyList<Span> Spans) : ICommand;
