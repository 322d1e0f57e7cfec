using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Commands;

/// <summary>A command that changes rows as a test says, by a statement that no compiler reads.</summary>
internal sealed record StatementCommand : ICommand
{
    private static readonly Operation Operation = new()
    {
        Message = typeof(StatementCommand), Answer = typeof(Nothing), IsCommand = true, Method = "POST", Path = "/nothing",
    };

    internal static Task<Outcome<Nothing>> Run(
        TaskService service, RowChange kind, string statement, Refusal? orRefuse = null, string? key = null) =>
        service.Commands.Run(
            new Steps(kind, statement, orRefuse), new StatementCommand(),
            new CommandCall(Operation, TaskService.Acme, IdempotencyKey: key), default);

    internal static Sql Constant(string text)
    {
        var sql = new Sql(text.Length, 0);
        sql.AppendLiteral(text);
        return sql;
    }

    private sealed class Steps(RowChange kind, string statement, Refusal? orRefuse) : CommandSteps<StatementCommand, Nothing>
    {
        internal override Task<Decision<Nothing>?> Decide(
            StatementCommand command, Db db, CommandContext context, VersionCondition? ifMatch,
            CancellationToken cancellationToken) => Task.FromResult<Decision<Nothing>?>(kind switch
            {
                RowChange.Insert => Decision.Accept().Insert(Constant(statement), orRefuse),
                RowChange.Change => Decision.Accept().Change(Constant(statement), orRefuse),
                _ => Decision.Accept().ChangeAny(Constant(statement), orRefuse),
            });
    }
}
