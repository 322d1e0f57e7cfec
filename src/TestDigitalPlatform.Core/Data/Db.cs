using TestDigitalPlatform.Data;
using TestDigitalPlatform.Paging;

namespace TestDigitalPlatform;

/// <summary>What a handler fetches with: the service's database, seen through the caller's isolation.</summary>
/// <remarks>
/// Each call is one round trip that sets the tenant and runs the statement; <see cref="Batch"/> puts several statements
/// into one. There is nothing to open, close or commit, and no way to change a row: changes are what a decision stores.
/// </remarks>
public sealed class Db
{
    /// <summary>The most rows that <see cref="List{T}"/> returns.</summary>
    public const int MaxRows = 10_000;

    private readonly Database database;
    private readonly Caller? caller;
    private IFirstStatement? first;

    internal Db(Database database, Caller? caller, DateTimeOffset now, IFirstStatement? first = null)
    {
        this.database = database;
        this.caller = caller;
        this.first = first;
        Now = now;
    }

    /// <summary>Who calls.</summary>
    /// <exception cref="RefusedException">Nobody is signed in, which only a public operation has to expect.</exception>
    public Caller Caller => caller ?? throw new RefusedException(
        new Refusal("unauthenticated", "Sign in first.", RefusalKind.Forbidden));

    /// <summary>The time of this call, in UTC; the same throughout it.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Reads the one row that must be there.</summary>
    /// <exception cref="RefusedException">There is none, or none that the caller may see: 404 with the code
    /// <c>not_found</c>.</exception>
    public Task<T> One<T>(Sql sql, CancellationToken cancellationToken) =>
        Batch().AskForRow(new OneResult<T>(), sql, cancellationToken);

    /// <summary>Reads one row, or <see langword="null"/> when there is none that the caller may see.</summary>
    public Task<T?> Find<T>(Sql sql, CancellationToken cancellationToken)
        where T : class => Batch().AskForRow(new FindResult<T>(), sql, cancellationToken);

    /// <summary>Reads all rows of a short list; a list that grows is a <see cref="PageQuery{TItem}"/>.</summary>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MaxRows"/>.</exception>
    public Task<IReadOnlyList<T>> List<T>(Sql sql, CancellationToken cancellationToken) =>
        Batch().Ask(new ListResult<T>(), sql, cancellationToken);

    /// <summary>
    /// Reads one page: the platform puts the query's filters, sort, cursor and limit around the statement.
    /// </summary>
    /// <param name="sql">A select that names its columns, without <c>order by</c> or <c>limit</c>.</param>
    /// <param name="query">The criteria.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidInputException">The sort or the cursor doesn't fit the query: 400.</exception>
    public async Task<Page<TItem>> Page<TItem>(Sql sql, PageQuery<TItem> query, CancellationToken cancellationToken)
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(query);
        var statement = PageShape<TItem>.For(query).Compose(sql, query, caller, database.Cursors);
        var batch = Batch();
        var rows = batch.Add(new ListResult<TItem>(query.Limit + 1), statement.Rows);
        var count = query.Count ? batch.One<long>(statement.Count()) : null;
        var standing = statement.Standing is { } ask ? batch.One<bool>(ask) : null;
        await batch.Run(cancellationToken);
        if (standing is { Value: false })
            throw PageStatement<TItem>.Expired();
        return statement.Page(rows.Value, (int?)count?.Value);
    }

    /// <summary>Begins several statements that travel in one round trip.</summary>
    public DbBatch Batch()
    {
        var batch = new DbBatch(database, caller, first);
        first = null;
        return batch;
    }
}
