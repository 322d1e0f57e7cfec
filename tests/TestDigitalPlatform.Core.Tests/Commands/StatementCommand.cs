using TestDigitalPlatform.Commands;

namespace TestDigitalPlatform.Core.Tests.Commands;

/// <summary>A command that stores what a test says.</summary>
internal sealed record StatementCommand : ICommand
{
    private static readonly Operation Operation = new()
    {
        Message = typeof(StatementCommand), Answer = typeof(Nothing), IsCommand = true, Method = "POST", Path = "/nothing",
    };

    internal static Task<Outcome<Nothing>> Store(
        TaskService service, string[] statements, Refusal? orRefuse = null, string? key = null) => service.Commands.Run(
        new Steps(statements, orRefuse), new StatementCommand(),
        new CommandCall(Operation, TaskService.Acme, IdempotencyKey: key), default);

    internal static Sql Constant(string text)
    {
        var sql = new Sql(text.Length, 0);
        sql.AppendLiteral(text);
        return sql;
    }

    private sealed class Steps(string[] statements, Refusal? orRefuse) : CommandSteps<StatementCommand, Nothing>
    {
        internal override Task<Decision<Nothing>> Decide(
            StatementCommand command, Db db, CommandContext context, VersionCondition? ifMatch,
            CancellationToken cancellationToken)
        {
            var decision = Decision.Accept();
            foreach (var statement in statements)
                decision.Store(Constant(statement), orRefuse);
            return Task.FromResult(decision);
        }
    }
}
