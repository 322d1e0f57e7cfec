using TestDigitalPlatform.Client.Requests;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace TestDigitalPlatform.Client.Resilience;

/// <summary>Sends a client's requests through its pipeline.</summary>
internal sealed class ResilienceHandler(ClientPipeline pipeline) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A stream can be sent once; what may be sent again must be in memory.
        if (request.Content is not null and not UploadContent && Repeatable.Is(request))
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            return await pipeline.Send(request, base.SendAsync, cancellationToken);
        }
        catch (TimeoutRejectedException e)
        {
            throw new HttpRequestException($"'{pipeline.Name}' did not respond in time.", e);
        }
        catch (BrokenCircuitException e)
        {
            throw new HttpRequestException($"'{pipeline.Name}' keeps failing, so calls are suspended for a while.", e);
        }
    }
}
