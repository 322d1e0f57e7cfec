using TestDigitalPlatform.Service.Tests.Notes;

namespace TestDigitalPlatform.Service.Tests.Versions;

internal sealed class GetRatingHandler : IQueryHandler<GetRating, Note, Rating>
{
    public Task<Note> Fetch(GetRating query, Db db, CancellationToken cancellationToken) =>
        NoteSql.Get(query.Note, db, cancellationToken);

    public static Rating Process(GetRating query, Note fetched, QueryContext context) => new(fetched.Stars);
}

internal sealed class GetRatingV2Handler : IQueryHandler<GetRatingV2, Note, RatingV2>
{
    public Task<Note> Fetch(GetRatingV2 query, Db db, CancellationToken cancellationToken) =>
        NoteSql.Get(query.Note, db, cancellationToken);

    public static RatingV2 Process(GetRatingV2 query, Note fetched, QueryContext context) =>
        new(Rates.Points(fetched.Stars), Rates.Most);
}

internal sealed class RateNoteHandler : ICommandHandler<RateNote, Note, Nothing>
{
    public Task<Note> Fetch(RateNote command, Db db, CancellationToken cancellationToken) =>
        NoteSql.Get(command.Note, db, cancellationToken);

    // The old version says in its own words what the new one decides.
    public static Decision<Nothing> Decide(RateNote command, Note state, CommandContext context) =>
        RateNoteV2Handler.Decide(new RateNoteV2(command.Note, Rates.Points(command.Stars)), state, context);
}

internal sealed class RateNoteV2Handler : ICommandHandler<RateNoteV2, Note, Nothing>
{
    public Task<Note> Fetch(RateNoteV2 command, Db db, CancellationToken cancellationToken) =>
        NoteSql.Get(command.Note, db, cancellationToken);

    public static Decision<Nothing> Decide(RateNoteV2 command, Note state, CommandContext context) =>
        Decision.Accept().Change(
            $"""
            update note set stars = {Rates.Stars(command.Points)}, version = version + 1
            where id = {state.Id} and version = {state.Version}
            """);
}

internal static class Rates
{
    internal const int Most = 100;

    internal static int Points(int stars) => stars * 20;

    internal static int Stars(int points) => points / 20;
}
