/** Starts the workbench in the page. */
import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Menu.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/UnstyledButton.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/parts.css';
import './theme/kinds.css';
import './theme/page.css';
import './theme/shell.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ProgressProvider } from './api/progress.ts';
import { createQueryClient } from './api/queries.ts';
import { LanguageProvider } from './language/language.tsx';
import { UploadProvider } from './pages/add/sending.tsx';
import { router } from './router.tsx';
import { KeyboardProvider } from './shell/keyboard.tsx';
import { NoticesProvider } from './shell/notices.tsx';
import { mantineTheme, ThemeProvider } from './theme/theme.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const queryClient = createQueryClient();

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <ThemeProvider>
          {(shown) => (
            // Mantine's variables come from files: the content policy lets no script write a style sheet.
            <MantineProvider
              theme={mantineTheme}
              forceColorScheme={shown}
              withCssVariables={false}
              withGlobalClasses={false}
            >
              <KeyboardProvider>
                <NoticesProvider>
                  <ProgressProvider>
                    <UploadProvider>
                      <RouterProvider router={router} />
                    </UploadProvider>
                  </ProgressProvider>
                </NoticesProvider>
              </KeyboardProvider>
            </MantineProvider>
          )}
        </ThemeProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
