using TestDigitalPlatform.Hosting.Binding;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Makes a message from a request. Generated for each operation.</summary>
/// <param name="binding">The request's route, query string and body.</param>
/// <returns>The message, or <see langword="null"/> when <paramref name="binding"/> holds errors.</returns>
/// <typeparam name="TMessage">The query or command.</typeparam>
public delegate TMessage? MessageBinder<TMessage>(RequestBinding binding)
    where TMessage : class;
