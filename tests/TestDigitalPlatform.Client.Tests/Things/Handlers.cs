namespace TestDigitalPlatform.Client.Tests.Things;

internal sealed class ReadThingHandler : IQueryHandler<ReadThing, Seen>
{
    public Task<Seen> Fetch(ReadThing query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new Seen(Told.Of(query)));
}

internal sealed class ListThingsHandler : IQueryHandler<ListThings, Page<Thing>>
{
    // The only thing of the list says what was asked.
    public Task<Page<Thing>> Fetch(ListThings query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<Thing>([new(default, Told.Of(query), Colour.Red, DateTimeOffset.UnixEpoch)]));
}

internal sealed class ChangeThingHandler : ICommandHandler<ChangeThing, Seen>
{
    public static Decision<Seen> Decide(ChangeThing command, CommandContext context) =>
        Decision.Accept(new Seen(Told.Of(command)));
}

internal sealed class RemoveThingHandler : ICommandHandler<RemoveThing, Nothing>
{
    public static readonly Refusal Kept = new("things.kept", "This thing stays.");

    public static Decision<Nothing> Decide(RemoveThing command, CommandContext context) =>
        command.Thing == default ? Decision.Refuse(Kept) : Decision.Accept();
}

internal sealed class ShakeThingsHandler : ICommandHandler<ShakeThings, Nothing>
{
    public static Decision<Nothing> Decide(ShakeThings command, CommandContext context) => Decision.Accept();
}
