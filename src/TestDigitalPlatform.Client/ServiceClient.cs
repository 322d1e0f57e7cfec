using System.Runtime.CompilerServices;
using TestDigitalPlatform.Client.Responses;
using TestDigitalPlatform.Client.Requests;

namespace TestDigitalPlatform;

/// <summary>Calls a service by its contracts.</summary>
/// <remarks>
/// A "no" of the service is a <see cref="RefusedByServiceException"/>; anything else that is no answer is a
/// <see cref="ServiceFailedException"/>. Derive a class for each service, so that each has a type of its own to be
/// injected by: <c>internal sealed class OrdersClient(HttpClient http) : ServiceClient(http);</c>. Safe for use by
/// several threads at once.
/// </remarks>
/// <param name="http">Knows the service's address (<see cref="HttpClient.BaseAddress"/>), proves who calls, and says
/// how long to wait. <see cref="HttpClient.MaxResponseContentBufferSize"/> bounds an answer: 16 MiB unless it is
/// set.</param>
public class ServiceClient(HttpClient http)
{
    private const int DefaultMaxAnswerBytes = 16 * 1024 * 1024;

    /// <summary>Orders something.</summary>
    /// <remarks>Each call carries an idempotency key and keeps it when it is repeated, so it is done once at
    /// most.</remarks>
    /// <param name="command">What to do: a message with a route.</param>
    /// <param name="options">What goes along with it.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have done it, or may still.</param>
    /// <exception cref="RefusedByServiceException">The service said "no", and did nothing.</exception>
    /// <exception cref="ServiceFailedException">There is no answer, and it may have been done.</exception>
    /// <exception cref="ArgumentException">The command, or its key, can't be sent.</exception>
    public Task<TAnswer> Send<TAnswer>(
        ICommand<TAnswer> command, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var key = IdempotencyHeader.Key(options?.IdempotencyKey);
        return Exchange<TAnswer>(command, key, options?.IfMatch, cancellationToken);
    }

    /// <summary>Asks something.</summary>
    /// <param name="query">The question: a message with a route.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RefusedByServiceException">The service said "no".</exception>
    /// <exception cref="ServiceFailedException">There is no answer.</exception>
    /// <exception cref="ArgumentException">The query can't be sent.</exception>
    public Task<TAnswer> Query<TAnswer>(IQuery<TAnswer> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Exchange<TAnswer>(query, key: null, ifMatch: null, cancellationToken);
    }

    /// <summary>Reads a list from where the query stands to its end, page by page.</summary>
    /// <remarks>
    /// One page of <see cref="PageQuery{TItem}.Limit"/> items is held at a time; the next is asked for when its first
    /// item is. Stop reading, and nothing more is asked for. A list that would never end, since a page leads back to one
    /// before it or is empty and has a next one, ends in a <see cref="ServiceFailedException"/>.
    /// </remarks>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="RefusedByServiceException">The service said "no".</exception>
    /// <exception cref="ServiceFailedException">There is no answer. What was read before stays true.</exception>
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

    /// <summary>Reads one page of a list.</summary>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RefusedByServiceException">The service said "no".</exception>
    /// <exception cref="ServiceFailedException">There is no answer.</exception>
    /// <exception cref="ArgumentException">The query can't be sent.</exception>
    public Task<Page<TItem>> Page<TItem>(PageQuery<TItem> query, CancellationToken cancellationToken = default)
        where TItem : notnull =>
        Query((IQuery<Page<TItem>>)query, cancellationToken);

    private async Task<TAnswer> Exchange<TAnswer>(
        object message, string? key, long? ifMatch, CancellationToken cancellationToken)
    {
        var shape = MessageShape.Of(message.GetType());
        using var request = shape.Request(message, http.BaseAddress ?? throw new InvalidOperationException(
            "The HttpClient has no BaseAddress: set it to the service's address."));
        if (key is not null)
            request.Headers.Add(IdempotencyHeader.Name, key);
        if (ifMatch is { } version)
            request.Headers.IfMatch.Add(new($"\"{version}\""));

        var reader = new AnswerReader(shape.Name, key);
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
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, limit.Token);
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

    private long MaxAnswerBytes => http.MaxResponseContentBufferSize is var set and < int.MaxValue
        ? set
        : DefaultMaxAnswerBytes;
}
