using System.Text;
using System.Text.Json;
using TestDigitalPlatform.Maintenance;

namespace TestDigitalPlatform.Hosting.Maintenance;

/// <summary>A failed message, as far as a decision needs it.</summary>
internal sealed record HeldFailure(Guid Id)
{
    internal static Sql Of(Guid message) => $"select id from tdp.held_message where id = {message} and state = 'failed'";
}

/// <summary>Names a message that is made here.</summary>
[Id]
internal readonly partial record struct MessageCopyId(Guid Value);

internal sealed class ReplayMessageHandler : ICommandHandler<ReplayMessage, HeldFailure, Nothing>
{
    public Task<HeldFailure> Fetch(ReplayMessage command, Db db, CancellationToken cancellationToken) =>
        db.One<HeldFailure>(HeldFailure.Of(command.Message), cancellationToken);

    public static Decision<Nothing> Decide(ReplayMessage command, HeldFailure state, CommandContext context) =>
        Decision.Accept().ChangeAny($"select tdp.replay_message({state.Id})");
}

internal sealed class ReplayMessagesHandler : ICommandHandler<ReplayMessages, long, ReplayedMessages>
{
    public Task<long> Fetch(ReplayMessages command, Db db, CancellationToken cancellationToken) => db.One<long>(
        $"select count(*) from tdp.held_message where type = {command.Type} and cause = {command.Cause} and state = 'failed'",
        cancellationToken);

    public static Decision<ReplayedMessages> Decide(ReplayMessages command, long state, CommandContext context) =>
        Decision.Accept(new ReplayedMessages(Math.Min(state, 10_000)))
            .ChangeAny($"select tdp.replay_messages({command.Type}, {command.Cause}, 10000)")
            .About(command.Cause);
}

internal sealed class DiscardMessageHandler : ICommandHandler<DiscardMessage, HeldFailure, Nothing>
{
    public Task<HeldFailure> Fetch(DiscardMessage command, Db db, CancellationToken cancellationToken) =>
        db.One<HeldFailure>(HeldFailure.Of(command.Message), cancellationToken);

    public static Decision<Nothing> Decide(DiscardMessage command, HeldFailure state, CommandContext context) =>
        Decision.Accept().ChangeAny($"select tdp.discard_message({state.Id})");
}

internal sealed class EditMessageHandler : ICommandHandler<EditMessage, HeldFailure, EditedMessage>
{
    public static readonly Refusal NotJson = new(
        "messages.body_not_json", "The body is not JSON: send the event as it should be.", RefusalKind.Invalid);

    public Task<HeldFailure> Fetch(EditMessage command, Db db, CancellationToken cancellationToken) =>
        db.One<HeldFailure>(HeldFailure.Of(command.Message), cancellationToken);

    public static Decision<EditedMessage> Decide(EditMessage command, HeldFailure state, CommandContext context)
    {
        if (!IsJson(command.Body))
            return Decision.Refuse(NotJson);
        var copy = context.NewId<MessageCopyId>().Value;
        return Decision.Accept(new EditedMessage(copy)).ChangeAny(
            $"select tdp.edit_message({state.Id}, {copy}, {Encoding.UTF8.GetBytes(command.Body)}, {context.Now})");
    }

    private static bool IsJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
