using System.Runtime.CompilerServices;
using TestDigitalPlatform.Calls;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.OpenConnections;
using TestDigitalPlatform.Paging;
using TestDigitalPlatform.StoredFiles;

namespace TestDigitalPlatform;

/// <summary>Reads from the service's database with the caller's isolation.</summary>
/// <remarks>
/// Each call is one round trip that sets the customer and runs the statement; <see cref="Batch"/> combines several
/// into one. There is nothing to close or commit, and no way to change a row: changes are what a decision stores.
/// <see cref="Open{T}(Func{OpenDb, Task{T}}, CancellationToken)"/> lends a connection where ADO.NET itself is needed.
/// </remarks>
public sealed class Db
{
    /// <summary>The maximum number of rows of <see cref="List{T}"/>.</summary>
    public const int MaxRows = Result.MaxRows;

    /// <summary>How long an open connection may be used, unless the call says otherwise: 30 seconds.</summary>
    public static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(30);

    /// <summary>The longest that an open connection may be used: 10 minutes.</summary>
    public static readonly TimeSpan MaxOpenLimit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FollowPause = TimeSpan.FromSeconds(1);

    private readonly Database database;
    private readonly IFirstStatement? ahead;
    private IFirstStatement? first;
    private int open;

    internal Db(
        Database database, Caller? caller, DateTimeOffset now, IFirstStatement? first = null,
        SettingsValues? settings = null)
    {
        Values = settings ?? SettingsValues.None;
        this.database = database;
        Caller = caller;
        ahead = this.first = first;
        Now = now;
    }

    /// <summary>Who calls; <see langword="null"/> only for a public operation of somebody who is not signed in.</summary>
    public Caller? Caller { get; }

    /// <summary>Who calls. Every operation that is not public has somebody here.</summary>
    /// <exception cref="RefusedException">Nobody is signed in: 403 with the code <c>unauthenticated</c>.</exception>
    public UserId User => MissingCaller.UserOf(Caller);

    /// <summary>The caller's customer. An operation for customers (see <see cref="ForCustomerAttribute"/>) has one
    /// here.</summary>
    /// <exception cref="RefusedException">The caller belongs to no customer: 403 with the code
    /// <c>customer_required</c>.</exception>
    public CustomerId Customer => MissingCaller.CustomerOf(Caller);

    internal SettingsValues Values { get; }

    /// <summary>What is still to be read in front of the fetch.</summary>
    internal IFirstStatement? Ahead => first;

    /// <summary>Whether what the platform read in front of the fetch leaves nothing to decide.</summary>
    internal bool EndsFlow => ahead is { EndsFlow: true };

    /// <summary>The settings in force for the caller's customer, or else for the platform. A change is in force within a
    /// second.</summary>
    /// <typeparam name="TSettings">A record with <see cref="SettingsAttribute"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The service has no <see cref="SettingsHandler{TGet, TChange,
    /// TSettings}"/> for them.</exception>
    public TSettings Settings<TSettings>()
        where TSettings : class, new() => Values.Get<TSettings>();

    /// <summary>The time of this request, in UTC; the same during the whole request.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Reads one row, which must exist.</summary>
    /// <exception cref="RefusedException">The row does not exist or the caller has no access to it: 404 with the code
    /// <c>not_found</c>.</exception>
    public Task<T> One<T>(Sql sql, CancellationToken cancellationToken) =>
        Batch().AskForRow(new OneResult<T>(), sql, cancellationToken);

    /// <summary>Reads one row, or <see langword="null"/> if it does not exist or the caller has no access.</summary>
    public Task<T?> Find<T>(Sql sql, CancellationToken cancellationToken)
        where T : class => Batch().AskForRow(new FindResult<T>(), sql, cancellationToken);

    /// <summary>Reads all rows of a short list; use <see cref="PageQuery{TItem}"/> for lists that grow.</summary>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MaxRows"/>.</exception>
    public Task<IReadOnlyList<T>> List<T>(Sql sql, CancellationToken cancellationToken) =>
        Batch().Ask(new ListResult<T>(), sql, cancellationToken);

    /// <summary>
    /// Reads one page: the platform adds the query's filters, sort order, cursor and limit to the statement.
    /// </summary>
    /// <param name="sql">A select that names its columns, without <c>order by</c> or <c>limit</c>.</param>
    /// <param name="query">The query with its filters, sort order and cursor.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidInputException">The sort order or the cursor is not valid: 400.</exception>
    public async Task<Page<TItem>> Page<TItem>(Sql sql, PageQuery<TItem> query, CancellationToken cancellationToken)
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(query);
        var statement = PageShape<TItem>.For(query).Compose(sql, query, Caller, database.Cursors);
        var batch = Batch();
        var rows = batch.Add(new ListResult<TItem>(query.Limit + 1), statement.Rows);
        var count = query.Count ? batch.One<long>(statement.Count()) : null;
        var standing = statement.Standing is { } ask ? batch.One<bool>(ask) : null;
        await batch.Run(cancellationToken);
        if (standing is { Value: false })
            throw PageStatement<TItem>.Expired();
        return statement.Page(rows.Value, (int?)count?.Value);
    }

    /// <summary>Reads the rows after a given one, and then those that are added, as they come: the items of a live stream.</summary>
    /// <remarks>
    /// <para>The rows are looked for again within about a second after an event of a <see cref="LiveAttribute"/> took effect on any node, and
    /// every 15 seconds otherwise. The stream ends after 10 minutes: a client that connects again shows that it still may see it.</para>
    /// <para>Number the rows so that they become visible in the order of their numbers: by a counter in a row that the same statement
    /// updates, not by a sequence. Otherwise a row may become visible after a later one, and is missed.</para>
    /// </remarks>
    /// <param name="after">The select of at most some hundred rows after the one with this <see cref="IStreamed.EventId"/>, in their
    /// order.</param>
    /// <param name="lastEventId">The row to begin after; <see langword="null"/> to begin where <paramref name="after"/> does.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<TItem> Follow<TItem>(
        Func<string?, Sql> after, string? lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TItem : IStreamed
    {
        ArgumentNullException.ThrowIfNull(after);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (news, looked, next) = (database.News.Next(Caller?.Customer), TimeProvider.System.GetTimestamp(), after(lastEventId));
            // What the platform read in front of the fetch is not read again.
            var rows = await database.News.Look(
                () => new DbBatch(database, Caller, null).Ask(new ListResult<TItem>(), next, cancellationToken), cancellationToken);
            foreach (var row in rows)
            {
                if (row.EventId == lastEventId)
                    throw new InvalidOperationException($"'{typeof(TItem).Name}' {lastEventId} was read after itself: order the rows by it.");
                yield return row;
                lastEventId = row.EventId;
            }

            var left = database.FollowLimit - TimeProvider.System.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
                yield break;
            if (rows.Count > 0)
                continue;
            await Either(news, left < FollowInterval ? left : FollowInterval, cancellationToken);
            // One look for all that happens within a second, and not all streams at once.
            var early = FollowPause - TimeProvider.System.GetElapsedTime(looked);
            await Task.Delay((early > TimeSpan.Zero ? early : TimeSpan.Zero) + TimeSpan.FromMilliseconds(Random.Shared.Next(50)), cancellationToken);
        }
    }

    private static async Task Either(Task news, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(news, Task.Delay(atMost, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Finds a stored file, to answer a query with it.</summary>
    /// <param name="sql">A select of the file's id, one column: <c>$"select file_id from attachment where id = {id}"</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file; its bytes are read as they are sent.</returns>
    /// <exception cref="RefusedException">There is none, or none that the caller may see: 404 with the code
    /// <c>not_found</c>.</exception>
    public async Task<FileAnswer> File(Sql sql, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var file = await Batch().Ask(new FileResult(), FileResult.Around(sql), cancellationToken);
        return file.Answer(database.Files);
    }

    /// <summary>Decrypts what a result holds that was read without a batch.</summary>
    internal ValueTask Unseal(Result result, CancellationToken cancellationToken) =>
        result.Sealed is { } found ? database.Vault.Open(found, Caller, cancellationToken) : default;

    /// <summary>Starts a batch of statements for one round trip.</summary>
    public DbBatch Batch()
    {
        var batch = new DbBatch(database, Caller, first);
        first = null;
        return batch;
    }

    /// <summary>
    /// Lends an open connection in the caller's isolation, for what needs the whole of ADO.NET: rows of a shape that is
    /// known only at run time, multi-mapping, <c>COPY … TO STDOUT</c>, a library such as Dapper.
    /// </summary>
    /// <param name="use">Reads with the connection. It ends when this ends, whatever the function does.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What the function returns.</returns>
    /// <remarks>
    /// The transaction is read-only: a fetch may run again, and changes are what a decision stores. It may take
    /// <see cref="OpenLimit"/>; at most ten connections of a process are lent at once, apart from all others.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A function given to this <see cref="Db"/> is still running.</exception>
    /// <exception cref="TimeoutException">The function took too long: 503.</exception>
    /// <exception cref="PlatformException">The function ended the transaction or changed its isolation
    /// (TDP0350).</exception>
    public Task<T> Open<T>(Func<OpenDb, Task<T>> use, CancellationToken cancellationToken) =>
        Open(use, OpenLimit, cancellationToken);

    /// <inheritdoc cref="Open{T}(Func{OpenDb, Task{T}}, CancellationToken)" />
    /// <param name="use">Reads with the connection. It ends when this ends, whatever the function does.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="limit">How long it may take in total: more than zero, at most <see cref="MaxOpenLimit"/>.</param>
    public async Task<T> Open<T>(Func<OpenDb, Task<T>> use, TimeSpan limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxOpenLimit);
        // Two for one request, each waiting for the other's place in the pool, would wait for ever.
        if (Interlocked.Exchange(ref open, 1) != 0)
            throw new InvalidOperationException(
                "Another function given to Db.Open is still running. Run them one after the other, or in one function.");
        try
        {
            var earlier = first;
            first = null;
            return await new OpenScope(database, Caller).Run(use, earlier, limit, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref open, 0);
        }
    }
}
