using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace TestDigitalPlatform.Service.Tests.Notes;

internal sealed class WriteNoteHandler : ICommandHandler<WriteNote, NoteId>
{
    public static Decision<NoteId> Decide(WriteNote command, CommandContext context)
    {
        var id = context.NewId<NoteId>();
        return Decision.Accept(id)
            .Insert($"""
                insert into note (id, customer_id, text, stars, written_at)
                values ({id}, {context.Customer}, {command.Text}, {command.Stars}, {context.Now})
                """)
            .Notify(new NoteWritten(id));
    }
}

internal sealed class PinNoteHandler : ICommandHandler<PinNote, CustomerId>
{
    private static readonly Refusal BoardFull = new("pins.board_full", "The board is full: unpin something first.");

    private static readonly Refusal Untranslated = new(
        "pins.untranslated", "This is only said in English: {braces} and all.");

    // It is never decided without a customer, so that is not looked at here.
    public static Decision<CustomerId> Decide(PinNote command, CommandContext context) => command.Text switch
    {
        "Refused" => Decision.Refuse(BoardFull),
        "Untranslated" => Decision.Refuse(Untranslated),
        _ => Decision.Accept(context.Customer),
    };
}

internal sealed class RewriteNoteHandler : ICommandHandler<RewriteNote, Note, Note>
{
    public Task<Note> Fetch(RewriteNote command, Db db, CancellationToken cancellationToken) => NoteSql.Get(command.Note, db, cancellationToken);

    public static Decision<Note> Decide(RewriteNote command, Note note, CommandContext context) =>
        Decision.Accept(note with { Text = command.Text, Version = note.Version + 1 })
            .Change($"update note set text = {command.Text}, version = version + 1 where id = {note.Id} and version = {note.Version}");
}

internal sealed class RemoveNoteHandler : ICommandHandler<RemoveNote, Note, Nothing>
{
    public Task<Note> Fetch(RemoveNote command, Db db, CancellationToken cancellationToken) => NoteSql.Get(command.Note, db, cancellationToken);

    public static Decision<Nothing> Decide(RemoveNote command, Note note, CommandContext context) =>
        Decision.Accept().Change($"delete from note where id = {note.Id} and version = {note.Version}");
}

internal sealed class WatchNumbersHandler : IQueryHandler<WatchNumbers, IAsyncEnumerable<Number>>
{
    public Task<IAsyncEnumerable<Number>> Fetch(WatchNumbers query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(CountUp(query, CancellationToken.None));

    private static async IAsyncEnumerable<Number> CountUp(
        WatchNumbers query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var begin = int.Parse(query.LastEventId ?? "0", CultureInfo.InvariantCulture);
        for (var value = begin + 1; value <= begin + query.Count; value++)
            yield return new Number(value, "two\nlines");
        if (query.Wait)
            await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}

internal sealed class RateNotesHandler : ICommandHandler<RateNotes, IReadOnlyList<Note>, BulkAnswer<NoteRating>>
{
    public static readonly Refusal Unknown = new("notes.unknown", "There is no such note.", RefusalKind.NotFound);
    public static readonly Refusal Final = new("notes.final", "This note keeps its stars.");

    public Task<IReadOnlyList<Note>> Fetch(RateNotes command, Db db, CancellationToken cancellationToken) =>
        db.List<Note>($"select id, text, stars, written_at, version from note where id = any({command.Notes.ToArray()})", cancellationToken);

    public static Decision<BulkAnswer<NoteRating>> Decide(RateNotes command, IReadOnlyList<Note> notes, CommandContext context) =>
        command.AllOrNone
            ? Bulk.AllOrNone(command.Notes, id => Rate(id, notes, command.Stars))
            : Bulk.Each(command.Notes, id => Rate(id, notes, command.Stars));

    private static Decision<NoteRating> Rate(NoteId id, IReadOnlyList<Note> notes, int stars)
    {
        if (notes.FirstOrDefault(n => n.Id == id) is not { } note)
            return Decision.Refuse(Unknown);
        if (note.Text == "final")
            return Decision.Refuse(Final);
        return Decision.Accept(new NoteRating(id, note.Stars, stars))
            .Change($"update note set stars = {stars}, version = version + 1 where id = {id} and version = {note.Version}")
            .Notify(new NoteWritten(id));
    }
}

internal sealed class AttachFileHandler : ICommandHandler<AttachFile, Note, AttachmentId>
{
    public static readonly Refusal Full = new("notes.full", "This note takes no files.");

    public Task<Note> Fetch(AttachFile command, Db db, CancellationToken cancellationToken) => NoteSql.Get(command.Note, db, cancellationToken);

    public static Decision<AttachmentId> Decide(AttachFile command, Note note, CommandContext context)
    {
        if (note.Text == "full")
            return Decision.Refuse(Full);
        var (id, file) = (context.NewId<AttachmentId>(), command.File);
        return Decision.Accept(id).Insert(
            $"""
            insert into attachment (id, note_id, customer_id, place, file_id, name, bytes, sha256)
            values ({id}, {note.Id}, {context.Customer}, {command.Place}, {file.Id}, {file.Name}, {file.Length}, {file.Sha256})
            """);
    }
}

internal sealed class DetachFileHandler : ICommandHandler<DetachFile, FileId, Nothing>
{
    public Task<FileId> Fetch(DetachFile command, Db db, CancellationToken cancellationToken) =>
        db.One<FileId>($"select file_id from attachment where id = {command.Attachment} and note_id = {command.Note}", cancellationToken);

    public static Decision<Nothing> Decide(DetachFile command, FileId file, CommandContext context) =>
        Decision.Accept().Change($"delete from attachment where id = {command.Attachment}").Remove(file);
}

internal sealed class GetAttachmentHandler : IQueryHandler<GetAttachment, FileAnswer>
{
    public Task<FileAnswer> Fetch(GetAttachment query, Db db, CancellationToken cancellationToken) =>
        db.File($"select file_id from attachment where id = {query.Attachment} and note_id = {query.Note}", cancellationToken);
}

internal sealed class ClearNotesHandler : ICommandHandler<ClearNotes, Nothing>
{
    public static Decision<Nothing> Decide(ClearNotes command, CommandContext context) =>
        Decision.Accept().ChangeAny($"delete from note");
}

internal sealed class GetInsightHandler : IQueryHandler<GetInsight, bool, Insight>
{
    public Task<bool> Fetch(GetInsight query, Db db, CancellationToken cancellationToken) => Task.FromResult(true);

    public static Insight Process(GetInsight query, bool fetched, QueryContext context) =>
        new(context.Caller!.Has(NotePermissions.Inspect));
}

internal sealed class FailHandler : ICommandHandler<Fail, Nothing>
{
    public static Decision<Nothing> Decide(Fail command, CommandContext context) => throw new UnreachableException("The secret inside.");
}

internal sealed class GetNoteHandler : IQueryHandler<GetNote, Note>
{
    public Task<Note> Fetch(GetNote query, Db db, CancellationToken cancellationToken) => NoteSql.Get(query.Note, db, cancellationToken);
}

internal sealed class ListNotesHandler : IQueryHandler<ListNotes, Page<Note>>
{
    public Task<Page<Note>> Fetch(ListNotes query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, text, stars, written_at, version from note", query, cancellationToken);
}

internal sealed class CountNotesHandler : IQueryHandler<CountNotes, long, NoteCount>
{
    public Task<long> Fetch(CountNotes query, Db db, CancellationToken cancellationToken) =>
        db.One<long>("select count(*) from note", cancellationToken);

    public static NoteCount Process(CountNotes query, long fetched, QueryContext context) => new(fetched);
}

internal sealed class ListMeasuresHandler : IQueryHandler<ListMeasures, Page<Measure>>
{
    public Task<Page<Measure>> Fetch(ListMeasures query, Db db, CancellationToken cancellationToken) => db.Page(
        """
        select id, name, value
        from (values ('00000000-0000-0000-0000-000000000001'::uuid, 'a', 1::float8), ('00000000-0000-0000-0000-000000000002', 'b', 'NaN'))
            as measure (id, name, value)
        """,
        query, cancellationToken);
}

internal sealed class GetFirstMeasureHandler : IQueryHandler<GetFirstMeasure, Measure>
{
    public Task<Measure> Fetch(GetFirstMeasure query, Db db, CancellationToken cancellationToken) =>
        db.One<Measure>("select '00000000-0000-0000-0000-000000000001'::uuid as id, 'b' as name, '-Infinity'::float8 as value", cancellationToken);
}

internal sealed class SayHelloHandler : IQueryHandler<SayHello, Hello>
{
    public Task<Hello> Fetch(SayHello query, Db db, CancellationToken cancellationToken) => Task.FromResult(new Hello("hello"));
}

internal sealed class KeepDraftHandler : ICommandHandler<KeepDraft, Hello>
{
    public static Decision<Hello> Decide(KeepDraft command, CommandContext context) =>
        Decision.Accept(new Hello($"{command.Draft} {command.Remark ?? "nothing"} by {command.Origin}"));
}

// One of several of a type, and one that nobody registered.
internal sealed class SayPolitelyHandler([FromKeyedServices("polite")] Manner manner, Gate gate, IFormatProvider? unknown = null)
    : IQueryHandler<SayPolitely, Hello>
{
    public Task<Hello> Fetch(SayPolitely query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new Hello($"{manner.Name}, {(gate is not null ? "a gate" : "none")}, {(unknown is null ? "nothing" : "something")}"));
}

internal sealed record Manner(string Name);

internal sealed class WaitHandler(Gate gate) : IQueryHandler<Wait, Hello>
{
    public async Task<Hello> Fetch(Wait query, Db db, CancellationToken cancellationToken)
    {
        gate.Entered.TrySetResult();
        await gate.Open.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return new Hello("waited");
    }
}

internal sealed class EchoHandler(Gate gate, Voice voice) : IQueryHandler<Echo, Hello>
{
    public async Task<Hello> Fetch(Echo query, Db db, CancellationToken cancellationToken)
    {
        gate.Entered.TrySetResult();
        await gate.Open.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return new Hello(voice.Say(string.Concat(Enumerable.Repeat(query.Text, query.Times))));
    }
}

/// <summary>Lives as long as a request's scope.</summary>
internal sealed class Voice : IDisposable
{
    private bool gone;

    public void Dispose() => gone = true;

    internal string Say(string text)
    {
        ObjectDisposedException.ThrowIf(gone, this);
        return text;
    }
}

/// <summary>What a test holds a request at.</summary>
internal sealed class Gate
{
    internal TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal static class NoteSql
{
    internal static Task<Note> Get(NoteId id, Db db, CancellationToken cancellationToken) =>
        db.One<Note>($"select id, text, stars, written_at, version from note where id = {id}", cancellationToken);
}

internal sealed class NoteWrittenHandler : IEventHandler<NoteWritten>
{
    public static Decision<Nothing> Decide(NoteWritten @event, EventContext context) => Decision.Accept();
}

internal sealed class MeasureSpanHandler : IQueryHandler<MeasureSpan, Hello>
{
    public Task<Hello> Fetch(MeasureSpan query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new Hello($"{query.To - query.From}"));
}

internal sealed class AddSpansHandler : ICommandHandler<AddSpans, Nothing>
{
    public static Decision<Nothing> Decide(AddSpans command, CommandContext context) => Decision.Accept();
}
