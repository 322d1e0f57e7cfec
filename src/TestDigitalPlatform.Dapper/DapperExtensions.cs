using Dapper;
using TestDigitalPlatform.Dapper;

namespace TestDigitalPlatform;

/// <summary>Runs Dapper's commands on an open connection of <see cref="Db"/>.</summary>
public static class DapperExtensions
{
    /// <summary>
    /// Makes a command for any of Dapper's methods on <see cref="OpenDb.Connection"/>, with the transaction, the time limit
    /// and the cancellation of the connection.
    /// </summary>
    /// <param name="open">The open connection.</param>
    /// <param name="sql">The statement. Values go into <paramref name="parameters"/>, never into this text.</param>
    /// <param name="parameters">An object with a property for each <c>@name</c> of the statement, or Dapper's
    /// <see cref="DynamicParameters"/>; ids, enums and instants are written as <see cref="Db"/> writes them.</param>
    /// <param name="flags">Whether Dapper reads all rows before it returns (the default), and other things of its
    /// own.</param>
    /// <example><code>
    /// var rows = await open.Connection.QueryAsync(open.Command("select … where status = @status", new { status }));
    /// </code></example>
    public static CommandDefinition Command(
        this OpenDb open, string sql, object? parameters = null, CommandFlags flags = CommandFlags.Buffered)
    {
        ArgumentNullException.ThrowIfNull(open);
        PlatformTypes.Register();
        return new CommandDefinition(
            sql, parameters, open.Transaction, (int)Math.Ceiling(open.Limit.TotalSeconds), flags: flags,
            cancellationToken: open.CancellationToken);
    }
}
