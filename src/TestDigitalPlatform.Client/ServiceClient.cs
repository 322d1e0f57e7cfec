using System.Runtime.CompilerServices;
using TestDigitalPlatform.Client.Responses;
using TestDigitalPlatform.Client.Requests;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform;

/// <summary>Calls a service with its contracts.</summary>
/// <remarks>
/// A refusal is a <see cref="RefusedByServiceException"/>; any other failure is a
/// <see cref="ServiceFailedException"/>. Derive a class for each service, so that each has its own type to
/// inject: <c>internal sealed class OrdersClient(HttpClient http) : ServiceClient(http);</c>. Thread-safe.
/// </remarks>
/// <param name="http">Has the service's address (<see cref="HttpClient.BaseAddress"/>), the authentication and the
/// timeout. <see cref="HttpClient.MaxResponseContentBufferSize"/> limits an answer: 16 MiB unless it is
/// set.</param>
public class ServiceClient(HttpClient http)
{
    private const int DefaultMaxResponseBytes = 16 * 1024 * 1024;

    /// <summary>Sends a command.</summary>
    /// <remarks>Each call has an idempotency key, which is kept in retries, so the command takes effect at most
    /// once.</remarks>
    /// <param name="command">The command, which must have a route.</param>
    /// <param name="options">Its idempotency key and version.</param>
    /// <param name="cancellationToken">Stops waiting; the command may still take effect.</param>
    /// <exception cref="RefusedByServiceException">The service refused the command and did nothing.</exception>
    /// <exception cref="ServiceFailedException">No valid response; the command may have taken effect.</exception>
    /// <exception cref="ArgumentException">The command, or its key, can't be sent.</exception>
    public Task<TAnswer> Send<TAnswer>(
        ICommand<TAnswer> command, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var key = Key(options?.IdempotencyKey);
        return Exchange<TAnswer>(command, key, options?.IfMatch, cancellationToken);
    }

    /// <summary>Sends a query.</summary>
    /// <param name="query">The query, which must have a route.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RefusedByServiceException">The service refused the request.</exception>
    /// <exception cref="ServiceFailedException">There is no valid response.</exception>
    /// <exception cref="ArgumentException">The query can't be sent.</exception>
    public Task<TAnswer> Query<TAnswer>(IQuery<TAnswer> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Exchange<TAnswer>(query, key: null, ifMatch: null, cancellationToken);
    }

    /// <summary>Reads a list page by page, from the query's cursor to the end.</summary>
    /// <remarks>
    /// One page of <see cref="PageQuery{TItem}.Limit"/> items is kept in memory; the next page is requested when its
    /// first item is read. If you stop reading, no more pages are requested. If a page points back to an earlier one or
    /// is empty and has a next one, the list would never end: this throws a <see cref="ServiceFailedException"/>.
    /// </remarks>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="RefusedByServiceException">The service refused the request.</exception>
    /// <exception cref="ServiceFailedException">There is no valid response.</exception>
    /// <exception cref="ArgumentException">The query can't be sent.</exception>
    public async IAsyncEnumerable<TItem> Query<TItem>(
        PageQuery<TItem> query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(query);
        var way = new PageWay(MessageShape.Of(query.GetType()).Name, query.After);
        for (var next = query; ;)
        {
            var page = await Page(next, cancellationToken);
            foreach (var item in page.Items)
                yield return item;
            if (page.Next is null)
                yield break;
            way.GoOn(page.Next, page.Items.Count);
            next = next with { After = page.Next };
        }
    }

    /// <summary>Reads a stream, item by item as they come.</summary>
    /// <remarks>The time limit holds until the stream begins. It ends when the service ends it.</remarks>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="RefusedByServiceException">The service said "no".</exception>
    /// <exception cref="ServiceFailedException">There is no answer, or it broke off. What was read before stays
    /// true.</exception>
    /// <exception cref="ArgumentException">The query can't be sent.</exception>
    public async IAsyncEnumerable<TItem> Query<TItem>(
        IQuery<IAsyncEnumerable<TItem>> query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var shape = MessageShape.Of(query.GetType());
        using var request = shape.Request(query, Address);
        var reader = new AnswerReader(shape.Name, key: null);
        await using var lines = await FileResponse.Read(http, request, reader, cancellationToken);
        await foreach (var item in StreamedItems.Read<TItem>(lines.Content, reader, cancellationToken))
            yield return item;
    }

    /// <summary>Reads one page of a list.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RefusedByServiceException">The service refused the request.</exception>
    /// <exception cref="ServiceFailedException">There is no valid response.</exception>
    /// <exception cref="ArgumentException">The query can't be sent.</exception>
    public Task<Page<TItem>> Page<TItem>(PageQuery<TItem> query, CancellationToken cancellationToken = default)
        where TItem : notnull =>
        Query((IQuery<Page<TItem>>)query, cancellationToken);

    // The caller's key, or one that nobody else has.
    private static string Key(string? given) => given switch
    {
        null => Guid.CreateVersion7().ToString(),
        _ when IdempotencyKeys.IsKey(given) => given,
        _ => throw new ArgumentException(IdempotencyKeys.Rule),
    };

    private async Task<TAnswer> Exchange<TAnswer>(
        object message, string? key, long? ifMatch, CancellationToken cancellationToken)
    {
        var shape = MessageShape.Of(message.GetType());
        using var request = shape.Request(message, Address);
        if (key is not null)
            request.Headers.Add(HeaderNames.IdempotencyKey, key);
        if (ifMatch is { } version)
            request.Headers.IfMatch.Add(new($"\"{version}\""));

        var reader = new AnswerReader(shape.Name, key);
        if (typeof(TAnswer) == typeof(FileAnswer))
            return (TAnswer)(object)await FileResponse.Read(http, request, reader, cancellationToken);
        using var response = await Call(request, reader, cancellationToken);
        return await reader.Read<TAnswer>(response, cancellationToken);
    }

    private async Task<HttpResponseMessage> Call(
        HttpRequestMessage request, AnswerReader reader, CancellationToken cancellationToken)
    {
        // The client's own limit ends when the answer begins; this one holds for the body too.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(http.Timeout);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await response.Content.LoadIntoBufferAsync(MaxResponseBytes, limit.Token);
            return response;
        }
        // An answer that can't be decompressed is none.
        catch (Exception e) when (e is HttpRequestException or InvalidDataException)
        {
            response?.Dispose();
            throw reader.Unanswered(e.Message, e);
        }
        catch (OperationCanceledException e)
        {
            response?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw reader.Unanswered($"no response within {http.Timeout.TotalSeconds:0.#} s.", e);
        }
    }

    private Uri Address => http.BaseAddress ?? throw new InvalidOperationException(
        "The HttpClient has no BaseAddress: set it to the service's address.");

    private long MaxResponseBytes => http.MaxResponseContentBufferSize is var set and < int.MaxValue
        ? set
        : DefaultMaxResponseBytes;
}
